import { quoteString } from '../powershell/quote.ts';
import { certificateFileVariables, parameters } from './parameters.ts';
import { sharePointRoot } from './resources.ts';
import type { CommandValue, ConnectionFacts } from './types.ts';

/** The command that signs in to the SharePoint Online Management Shell, in lower case. */
export const sharePointShellConnect = 'connect-sposervice';

/**
 * How the SharePoint Online Management Shell signs in with a certificate. It gets the certificate itself: its thumbprint
 * parameter looks in the computer's store, although its page says the user's.
 */
export function connectSharePointShell(facts: ConnectionFacts, key: 'thumbprint' | 'object'): CommandValue {
  const stored = {
    expression: `(Get-Item -LiteralPath ${quoteString(`Cert:\\CurrentUser\\My\\${facts.thumbprint}`)})`,
  };
  return {
    name: 'Connect-SPOService',
    parameters: parameters({
      Url: sharePointRoot(facts).replace(/^(https:\/\/[^.]+)/, '$1-admin'),
      ClientId: facts.appId,
      TenantId: facts.tenantId,
      Certificate: key === 'thumbprint' ? stored : undefined,
      ...(key === 'object' ? certificateFileVariables : {}),
    }),
  };
}
