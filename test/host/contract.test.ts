import assert from 'node:assert/strict';
import type { CommandName } from '../../src/contributions.ts';
import { call } from './support/call.ts';

const codes = [
  'InvalidInput',
  'NotSignedIn',
  'NotFound',
  'WrongPassword',
  'UnreadableFile',
  'AlreadyExists',
  'Forbidden',
  'NoPrivateKey',
  'SignInFailed',
  'NotSupported',
];
const zero = '00000000-0000-0000-0000-000000000000';
const thumbprint = '0'.repeat(40);
const graph = '00000003-0000-0000-c000-000000000000';

/** What nobody means, and programs pass all the same. */
const nonsense: readonly unknown[] = ['', 42, {}, ['a'], 'x'.repeat(100_000), 'half \ud800 a pair', '__proto__'];

describe('Options that make no sense', () => {
  let tenantId: string;

  before(async () => {
    ({ tenantId } = await call<{ tenantId: string }>('openSampleTenant', { fresh: true }));
  });

  after(() => call('signOut', { tenantId }));

  const application = { tenantId: '', appId: zero };
  const commands: Partial<Record<CommandName, Readonly<Record<string, unknown>>>> = {
    signOut: { tenantId: '' },
    importCertificate: { path: '/nowhere/a.pfx' },
    exportCertificate: { thumbprint, path: '/nowhere/a.cer', format: 'der' },
    exportPfx: { thumbprint, path: '/nowhere/a.pfx', encryption: 'aes256' },
    deleteCertificate: { thumbprint, confirmed: true },
    installCertificate: { thumbprint, exportable: false },
    removeFromStore: { thumbprint, confirmed: true },
    uploadCertificate: { ...application, thumbprint },
    removeCertificate: { ...application, keyId: zero, confirmed: true },
    addPermission: { ...application, resourceAppId: graph, permission: 'User.Read.All' },
    removePermission: { ...application, resourceAppId: graph, permission: 'User.Read.All', confirmed: true },
    grantConsent: application,
    assignRole: { ...application, role: 'Global Reader', confirmed: true },
    removeRole: { ...application, role: 'Global Reader', confirmed: true },
    planSetup: { ...application, services: ['graph'], thumbprint, role: 'Global Reader' },
    testSignIn: { ...application, thumbprint, resource: 'graph' },
    connectionBlock: { ...application, thumbprint, service: 'graph', target: 'windows' },
    moveToAnotherComputer: { ...application, thumbprint, service: 'graph', target: 'windows' },
    createScheduledTask: { thumbprint, script: 'C:\\Scripts\\report.ps1', scheduler: 'windows' },
    runOperation: { ...application, thumbprint, command: 'Get-MgUser' },
  };

  for (const [name, options] of Object.entries(commands)) {
    it(`are refused with a code and a sentence by ${name}`, async () => {
      for (const key of Object.keys(options).filter((each) => each !== 'confirmed')) {
        for (const value of nonsense) {
          const bad = { ...options, ...('tenantId' in options ? { tenantId } : {}), [key]: value };
          await assert.rejects(call(name as CommandName, bad), (error: Error) => {
            const about = `${key} = ${JSON.stringify(value).slice(0, 30)}: ${error.name}: ${error.message.slice(0, 300)}`;
            assert.ok(codes.includes(error.name), about);
            assert.ok(error.message.length < 300 && /[.?]$/.test(error.message), about);
            assert.doesNotMatch(error.message, /[{}]|undefined|\[object|\n/, about);
            return true;
          });
        }
      }
    });
  }
});
