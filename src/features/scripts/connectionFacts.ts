import type { ConnectionFacts } from '../../core/services/types.ts';
import { type CommandOptions, optionError } from '../../workbench/commandOptions.ts';
import { connectionError } from '../../workbench/connectionError.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { pickApplication } from '../../workbench/targets/pickApplication.ts';
import { pickCertificate } from '../../workbench/targets/pickCertificate.ts';
import { pickTenant } from '../../workbench/targets/pickTenant.ts';

/**
 * Who a script shall sign in as: tenant, application and certificate of the options, or the ones the user picks. The
 * certificate has to be on the application; its key may be elsewhere, where the script runs.
 */
export async function connectionFacts(rooms: Rooms, options: CommandOptions, title: string): Promise<ConnectionFacts> {
  if (options.programmatic) {
    for (const name of ['tenantId', 'appId']) {
      if (options.text(name) === undefined) {
        throw optionError('missing', { name });
      }
    }
  }
  const { tenantId, domain } = await pickTenant(rooms, options);
  const cloud = await (await rooms.sessions()).cloud(tenantId);
  const application = await pickApplication(rooms, tenantId, options, title);
  const { thumbprintOfKey } = await import('../../core/directory/keyCredential.ts');
  const { normalizeThumbprint } = await import('../../core/certificates/thumbprint.ts');
  const onApplication = application.keyCredentials.flatMap((key) => thumbprintOfKey(key) ?? []);
  const written = options.text('thumbprint');
  const given = written === undefined ? undefined : (normalizeThumbprint(written) ?? written);
  if (given !== undefined && !onApplication.includes(given)) {
    throw connectionError('notOnApplication', { application: application.displayName, thumbprint: given });
  }
  const facts = { cloud, tenantId, domain, appId: application.appId, applicationName: application.displayName };
  const thumbprint = given ?? (await thumbprintFor(rooms, options, onApplication, application.displayName, title));
  return { ...facts, thumbprint };
}

/** The application's certificate that is here and valid; the user picks among several. */
async function thumbprintFor(
  rooms: Rooms,
  options: CommandOptions,
  onApplication: readonly string[],
  application: string,
  title: string,
): Promise<string> {
  const { certificates } = await (await rooms.vault()).list();
  const here = certificates.filter(({ thumbprint }) => onApplication.includes(thumbprint));
  const usable = here.filter(({ state }) => state === 'valid' || state === 'expiring');
  const [first, ...others] = usable.length > 0 ? usable : here;
  if (first === undefined) {
    throw connectionError('noKeyHere', { application });
  }
  if (others.length === 0) {
    return first.thumbprint;
  }
  if (options.programmatic) {
    throw optionError('missing', { name: 'thumbprint' });
  }
  const offered = new Set([first, ...others].map(({ thumbprint }) => thumbprint));
  return (await pickCertificate(rooms, options, title, ({ thumbprint }) => offered.has(thumbprint))).thumbprint;
}
