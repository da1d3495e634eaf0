import { l10n } from 'vscode';
import type { BootstrapWords } from '../../core/hosting/bootstrap.ts';
import type { ServiceDefinition } from '../../core/services/types.ts';
import type { Identity } from '../../workbench/targets/connection.ts';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import { date } from '../../workbench/words/certificateState.ts';

/** What the terminal says while it starts. */
export function bootstrapWords(identity: Identity | undefined, services: readonly ServiceDefinition[]): BootstrapWords {
  const names = services.map(({ name }) => name).join(', ');
  return {
    connected: identity ? services.map(({ name }) => connected(name, identity)) : [],
    blocked: l10n.t(
      'PowerShell runs in constrained language mode, which keeps scripts from loading a certificate. Install the certificate in the certificate store, then connect again.',
    ),
    failed: services.length === 0 ? l10n.t('The script was not run.') : l10n.t('{0} could not be connected.', names),
    joint: l10n.t(
      'These modules are loaded into one process: {0}. When one fails to load, connect it in a terminal of its own.',
      services.map(({ module }) => module.name).join(', '),
    ),
    stopped: l10n.t('The script was stopped after {0} seconds.', '{1}'),
    ended: l10n.t('The script ended with exit code {0} after {1} seconds.', '{0}', '{1}'),
  };
}

function connected(service: string, { tenant, application, certificate }: Identity): string {
  return l10n.t(
    'Connected to {0} as {1} in {2}. The certificate is valid until {3}.',
    service,
    application.displayName,
    tenantLabel(tenant),
    date(certificate.notAfter),
  );
}
