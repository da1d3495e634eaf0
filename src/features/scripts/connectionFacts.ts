import { l10n } from 'vscode';
import type { Application } from '../../core/directory/types.ts';
import type { ConnectionFacts } from '../../core/services/types.ts';
import { readSetting } from '../../workbench/adapters/settings.ts';
import { type CommandOptions, optionError } from '../../workbench/commandOptions.ts';
import { connectionError } from '../../workbench/connectionError.ts';
import { askOne } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { pickApplication } from '../../workbench/targets/pickApplication.ts';
import { pickTenant } from '../../workbench/targets/pickTenant.ts';
import { certificateState, shortThumbprint, stateIcon } from '../../workbench/words/certificateState.ts';

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
    throw connectionError('notOnApplication', {
      application: application.displayName,
      tenantId,
      appId: application.appId,
      thumbprint: given,
    });
  }
  const facts = { cloud, tenantId, domain, appId: application.appId, applicationName: application.displayName };
  const thumbprint = given ?? (await thumbprintFor(rooms, options, { tenantId, application }, title));
  return { ...facts, thumbprint };
}

/**
 * The application's certificate, those of which the key is here before the others, and those that are valid before those
 * that are not, longest first; the user picks among several.
 */
async function thumbprintFor(
  rooms: Rooms,
  options: CommandOptions,
  { tenantId, application }: { readonly tenantId: string; readonly application: Application },
  title: string,
): Promise<string> {
  const { describeKey } = await import('../../core/directory/applicationCertificate.ts');
  const now = rooms.clock.now();
  const all = application.keyCredentials
    .map((key) => describeKey(key, now, readSetting('expiringWithinDays')))
    .flatMap(({ thumbprint, ...rest }) => (thumbprint ? [{ ...rest, thumbprint }] : []))
    .sort((left, right) => (right.notAfter ?? '').localeCompare(left.notAfter ?? ''));
  const { certificates } = await (await rooms.vault()).list();
  const here = new Set(certificates.flatMap((one) => (one.hasPrivateKey ? [one.thumbprint] : [])));
  const valid = all.filter(({ state }) => state === 'valid' || state === 'expiring');
  const [first, ...others] =
    [valid.filter(({ thumbprint }) => here.has(thumbprint)), valid, all].find(({ length }) => length > 0) ?? [];
  if (first === undefined) {
    throw connectionError('noKeyHere', { application: application.displayName, tenantId, appId: application.appId });
  }
  if (others.length === 0) {
    return first.thumbprint;
  }
  if (options.programmatic) {
    throw optionError('missing', { name: 'thumbprint' });
  }
  return askOne(
    title,
    l10n.t('Which certificate?'),
    [first, ...others].map(({ thumbprint, displayName: name, state, notAfter, notBefore }) => ({
      label: name || shortThumbprint(thumbprint),
      description: certificateState({ state, notAfter: notAfter ?? '', notBefore: notBefore ?? '' }, now),
      detail: shortThumbprint(thumbprint),
      iconPath: stateIcon(state),
      value: thumbprint,
    })),
  );
}
