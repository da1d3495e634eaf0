import { certificateKey } from '../services/connectionBlock.ts';
import { connectSharePointShell, sharePointShellConnect } from '../services/sharePointShell.ts';
import type { CommandValue, ConnectionFacts, ConnectionTarget, ServiceDefinition } from '../services/types.ts';
import type { Connection } from './connections.ts';

/** What a connect statement becomes when it signs in with the certificate: a service may have a module beside ours. */
export function certificateConnect(
  { signature }: Connection,
  service: ServiceDefinition,
  facts: ConnectionFacts,
  target: ConnectionTarget,
): CommandValue {
  const key = certificateKey(service, target);
  return signature?.name.toLowerCase() === sharePointShellConnect
    ? connectSharePointShell(facts, key)
    : service.connect(facts, key);
}
