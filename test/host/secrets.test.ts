import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { workspace } from 'vscode';
import { call } from './support/call.ts';

const password = 'Correct-Horse-7731-Battery';

/** What must not stand in any file: keys in any text form, tokens, the password of the test. */
const secrets = [/PRIVATE KEY-----/, /MIIEv[\w+/]{20}/, /\beyJ[\w-]{20,}\.eyJ/, new RegExp(password)];

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}

describe('Secrets', () => {
  it('are in no file that VS Code or the extension wrote, after using everything that handles them', async () => {
    const output = process.env.HOST_TEST_OUTPUT;
    assert.ok(output, 'The runner names the folder of user data.');
    const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
    const { tenantId } = await call<{ tenantId: string }>('openSampleTenant', { fresh: true });
    const { appId, thumbprint } = await call<{ appId: string; thumbprint: string }>('setUp', {
      tenantId,
      services: ['exchangeOnline'],
      displayName: 'Secret search',
      certificate: { subject: 'CN=Secret search', months: 1 },
      confirmed: true,
    });
    try {
      const identity = { tenantId, appId, thumbprint };
      await call('testSignIn', identity);
      await call('runOperation', { ...identity, command: 'Get-OrganizationConfig' }).catch(() => undefined);
      await call('exportPfx', { thumbprint, path: join(folder, 'key.pfx'), password });
      await call('importCertificate', { path: join(folder, 'key.pfx'), password });
      await call('connectionBlock', { ...identity, service: 'exchangeOnline', target: 'portable' });
      await call('exportSetupScript', {
        tenantId,
        services: ['exchangeOnline'],
        displayName: 'Secret search',
        thumbprint,
      });
      const workspaceFolder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
      const searched = [...filesBelow(dirname(output)), ...filesBelow(workspaceFolder), ...filesBelow(folder)];
      // The search reaches where the extension keeps what it knows of the certificate.
      assert.ok(searched.some((path) => path.includes(thumbprint)));
      const found = searched
        .filter((path) => statSync(path).size < 20_000_000 && !path.includes('/CachedData/'))
        .filter((path) => secrets.some((secret) => secret.test(readFileSync(path, 'latin1'))));
      assert.deepEqual(found, []);
    } finally {
      await call('deleteCertificate', { thumbprint, confirmed: true });
      await call('signOut', { tenantId });
      rmSync(folder, { recursive: true });
    }
  });
});
