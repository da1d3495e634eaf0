import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, env, window } from 'vscode';
import { call } from './support/call.ts';

interface Listed {
  readonly appId: string;
  readonly objectId: string;
  readonly displayName: string;
  readonly certificates: readonly {
    readonly keyId: string;
    readonly thumbprint: string;
    readonly notAfter: string;
    readonly state: string;
  }[];
}

const graph = '00000003-0000-0000-c000-000000000000';
const exchange = '00000002-0000-0ff1-ce00-000000000000';
const nobody = '11111111-2222-3333-4444-555555555555';

/** Whether a command rejected with this code, and a sentence that says what `words` say. */
const rejection = (name: string, words: RegExp) => (error: Error) => {
  assert.match(error.message, words);
  assert.equal(error.name, name);
  return true;
};

describe('Commands on applications', () => {
  let tenantId: string;

  before(async () => {
    ({ tenantId } = await call<{ tenantId: string }>('openSampleTenant', { fresh: true }));
  });

  const list = (options: object = {}) => call<Listed[]>('listApplications', { tenantId, ...options });

  const named = async (displayName: string): Promise<Listed> => {
    const found = (await list()).find((each) => each.displayName === displayName);
    assert.ok(found, displayName);
    return found;
  };

  const generate = (subject: string) => call<{ thumbprint: string }>('generateCertificate', { subject });

  it('lists applications with their certificates, by filter, search and limit', async () => {
    const all = await list();
    assert.ok(all.length >= 25);
    const report = all.find(({ displayName }) => displayName === 'Mailbox report');
    assert.deepEqual(
      report?.certificates.map(({ state }) => state),
      ['expiring', 'valid'],
    );
    for (const { keyId, thumbprint, notAfter } of report?.certificates ?? []) {
      assert.match(keyId, /^[0-9a-f-]{36}$/);
      assert.match(thumbprint, /^[0-9A-F]{40}$/);
      assert.equal(new Date(notAfter).toISOString(), notAfter);
    }
    assert.deepEqual(JSON.parse(JSON.stringify(all)), all);
    assert.deepEqual(
      (await list({ limit: 3 })).map(({ appId }) => appId),
      all.slice(0, 3).map(({ appId }) => appId),
    );
    assert.deepEqual(
      (await list({ search: 'room booking' })).map(({ displayName }) => displayName),
      ['Room booking sync'],
    );
    const certified = await list({ filter: 'withCertificates' });
    assert.ok(certified.length < all.length && certified.every(({ certificates }) => certificates.length > 0));
    const owned = await list({ filter: 'owned', search: 'licences' });
    assert.deepEqual(
      owned.map(({ displayName }) => displayName),
      ['Nightly licences'],
    );
    assert.deepEqual(await list({ search: 'no such application anywhere' }), []);
  });

  it('refuses options that make no sense', async () => {
    await assert.rejects(list({ filter: 'mine' }), rejection('InvalidInput', /filter.*owned, withCertificates, all/));
    await assert.rejects(list({ limit: 0 }), rejection('InvalidInput', /limit/));
    await assert.rejects(list({ tenantId: nobody }), rejection('NotSignedIn', /not signed in/));
    await assert.rejects(call('showApplication', { tenantId, appId: nobody }), rejection('NotFound', /no application/));
    await assert.rejects(
      call('uploadCertificate', { tenantId, appId: 'mailbox report', thumbprint: 'A'.repeat(40) }),
      rejection('NotFound', /A{40}|certificate/),
    );
  });

  it('creates an application with its service principal, once', async () => {
    const made = await call<{ appId: string; objectId: string; servicePrincipalId: string }>('createApplication', {
      tenantId,
      displayName: '  Licence report ',
    });
    assert.deepEqual(Object.keys(made).sort(), ['appId', 'objectId', 'servicePrincipalId']);
    assert.equal((await named('Licence report')).appId, made.appId);
    await assert.rejects(
      call('createApplication', { tenantId, displayName: 'Licence report' }),
      rejection('AlreadyExists', new RegExp(made.appId)),
    );
    await assert.rejects(
      call('createApplication', { tenantId, displayName: 'x'.repeat(121) }),
      rejection('InvalidInput', /121.*120/),
    );
    await assert.rejects(call('createApplication', { tenantId, displayName: '' }), rejection('InvalidInput', /name/i));
  });

  it('uploads a certificate, signs in with it, and removes it', async () => {
    const { appId } = await named('Calendar report');
    const { thumbprint } = await generate('CN=Calendar report host test');
    const uploaded = await call<{ keyId: string; thumbprint: string }>('uploadCertificate', {
      tenantId,
      appId,
      thumbprint,
    });
    assert.equal(uploaded.thumbprint, thumbprint);
    assert.equal((await named('Calendar report')).certificates.length, 2);
    await assert.rejects(
      call('uploadCertificate', { tenantId, appId, thumbprint }),
      rejection('AlreadyExists', new RegExp(thumbprint)),
    );
    const proof = await call<{ ok: boolean; roles: string[]; directoryRoles: string[]; expiresOn: string }>(
      'testSignIn',
      { tenantId, appId, thumbprint },
    );
    assert.equal(proof.ok, true);
    assert.deepEqual(proof.roles, []);
    assert.deepEqual(proof.directoryRoles, []);
    assert.ok(Date.parse(proof.expiresOn) > Date.now());
    assert.deepEqual(
      await call('removeCertificate', { tenantId, appId, keyId: uploaded.keyId.toUpperCase(), confirmed: true }),
      { keyId: uploaded.keyId },
    );
    assert.equal((await named('Calendar report')).certificates.length, 1);
    await assert.rejects(
      call('removeCertificate', { tenantId, appId, keyId: uploaded.keyId, confirmed: true }),
      rejection('NotFound', new RegExp(uploaded.keyId)),
    );
    await assert.rejects(
      call('testSignIn', { tenantId, appId, thumbprint }),
      rejection('SignInFailed', /AADSTS700027.*Upload/),
    );
  });

  it('takes only the public part of a PFX file, and refuses other files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'entra-applications-'));
    try {
      const { appId } = await named('Voice routing');
      const { thumbprint } = await generate('CN=From a file');
      const path = join(folder, 'from a file.pfx');
      await call('exportPfx', { thumbprint, path, password: 'Correct horse battery 1' });
      await assert.rejects(
        call('uploadCertificate', { tenantId, appId, path }),
        rejection('WrongPassword', /password/i),
      );
      const uploaded = await call<{ thumbprint: string }>('uploadCertificate', {
        tenantId,
        appId,
        path,
        password: 'Correct horse battery 1',
      });
      assert.equal(uploaded.thumbprint, thumbprint);
      await assert.rejects(
        call('uploadCertificate', { tenantId, appId, path: 'relative.cer' }),
        rejection('InvalidInput', /relative\.cer/),
      );
      await assert.rejects(
        call('uploadCertificate', { tenantId, appId, path: join(folder, 'absent.cer') }),
        rejection('NotFound', /absent\.cer/),
      );
      writeFileSync(join(folder, 'notes.cer'), 'not a certificate');
      await assert.rejects(
        call('uploadCertificate', { tenantId, appId, path: join(folder, 'notes.cer') }),
        rejection('UnreadableFile', /notes\.cer/),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('requests, grants and removes a permission', async () => {
    const { appId } = await named('Voice routing');
    const permission = { tenantId, appId, resourceAppId: graph, permission: 'User.Read.All' };
    assert.deepEqual(await call('addPermission', permission), { configured: true, granted: false });
    assert.deepEqual(await call('grantPermission', permission), { configured: true, granted: true });
    assert.deepEqual(await call('addPermission', permission), { configured: true, granted: true });
    assert.deepEqual(
      await call('addPermission', {
        tenantId,
        appId,
        resourceAppId: exchange,
        permission: 'Exchange.ManageAsApp',
        grant: true,
      }),
      { configured: true, granted: true },
    );
    const removed = { ...permission, confirmed: true };
    assert.deepEqual(await call('removePermission', removed), { configured: false, granted: false });
    await assert.rejects(call('removePermission', removed), rejection('NotFound', /User\.Read\.All/));
    await assert.rejects(
      call('addPermission', { ...permission, permission: 'User.Read.Everything' }),
      rejection('NotFound', /User\.Read\.Everything/),
    );
    await assert.rejects(
      call('addPermission', { ...permission, resourceAppId: nobody }),
      rejection('NotFound', new RegExp(nobody)),
    );
    await assert.rejects(call('addPermission', { ...permission, grant: 'yes' }), rejection('InvalidInput', /grant/));
  });

  it('grants everything an application requests, also of an API the tenant lacks', async () => {
    const { appId } = await named('Compliance export');
    assert.deepEqual(await call('grantConsent', { tenantId, appId }), { granted: ['Exchange.ManageAsApp'] });
    assert.deepEqual(await call('grantConsent', { tenantId, appId }), { granted: [] });
  });

  it('assigns and removes a directory role, and never Global Administrator', async () => {
    const { appId } = await named('Calendar report');
    const role = { role: 'Global Reader', templateId: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451' };
    assert.deepEqual(await call('assignRole', { tenantId, appId, role: 'global reader' }), role);
    const { thumbprint } = await generate('CN=Reader');
    await call('uploadCertificate', { tenantId, appId, thumbprint });
    const proof = await call<{ directoryRoles: string[] }>('testSignIn', {
      tenantId,
      appId,
      thumbprint,
      resource: 'exchange',
    });
    assert.deepEqual(proof.directoryRoles, ['Global Reader']);
    assert.deepEqual(await call('removeRole', { tenantId, appId, role: role.templateId, confirmed: true }), role);
    await assert.rejects(
      call('removeRole', { tenantId, appId, role: 'Global Reader', confirmed: true }),
      rejection('NotFound', /Calendar report/),
    );
    await assert.rejects(
      call('assignRole', { tenantId, appId, role: 'Global Administrator' }),
      rejection('NotSupported', /not given to applications.*smallest/),
    );
    await assert.rejects(call('assignRole', { tenantId, appId, role: 'Emperor' }), rejection('NotFound', /Emperor/));
    await assert.rejects(
      call('testSignIn', { tenantId, appId, thumbprint, resource: 'outlook' }),
      rejection('InvalidInput', /outlook.*exchangeOnline/),
    );
  });

  it('shows an application as text that lists what it may do', async () => {
    const { appId, objectId } = await named('Mailbox report');
    await call('showApplication', { tenantId, appId });
    const text = window.activeTextEditor?.document.getText() ?? '';
    for (const fact of [appId, objectId, 'Exchange Administrator', 'Exchange.ManageAsApp', 'requested, not granted']) {
      assert.ok(text.includes(fact), fact);
    }
    await commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('copies the admin consent link', async () => {
    const { appId } = await named('Mailbox report');
    const { url } = await call<{ url: string }>('copyAdminConsentLink', { tenantId, appId });
    assert.equal(url, `https://login.microsoftonline.com/${tenantId}/adminconsent?client_id=${appId}`);
    assert.equal(await env.clipboard.readText(), url);
  });

  it('deletes an application', async () => {
    const { appId } = await named('Licence report');
    assert.deepEqual(await call('deleteApplication', { tenantId, appId, confirmed: true }), { appId });
    await assert.rejects(
      call('deleteApplication', { tenantId, appId, confirmed: true }),
      rejection('NotFound', /appli/),
    );
  });
});
