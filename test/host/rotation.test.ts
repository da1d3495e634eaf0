import assert from 'node:assert/strict';
import { call, rejectsWith } from './support/call.ts';

interface Listed {
  appId: string;
  displayName: string;
  certificates: { keyId: string; thumbprint: string }[];
}

describe('Rotation', () => {
  let tenantId: string;
  let appId: string;
  const made: string[] = [];

  const application = async () => {
    const listed = await call<Listed[]>('listApplications', { tenantId, filter: 'all', search: 'Rotated report' });
    return listed.find((each) => each.appId === appId)!;
  };

  before(async () => {
    ({ tenantId } = await call<{ tenantId: string }>('openSampleTenant', { fresh: true }));
    const setUp = await call<{ appId: string; thumbprint: string }>('setUp', {
      tenantId,
      services: ['graph'],
      displayName: 'Rotated report',
      certificate: { subject: 'CN=Rotated report', months: 1 },
      confirmed: true,
    });
    appId = setUp.appId;
    made.push(setUp.thumbprint);
  });

  after(async () => {
    for (const thumbprint of made) {
      await call('deleteCertificate', { thumbprint, confirmed: true });
    }
    await call('signOut', { tenantId });
  });

  it('reports what ends within the days asked for, the first to end first', async () => {
    const soon = await call<{ notAfter: string; displayName: string }[]>('expiryReport', { tenantId, withinDays: 40 });
    assert.ok(soon.some(({ displayName }) => displayName === 'Rotated report'));
    assert.deepEqual(
      soon.map(({ notAfter }) => notAfter),
      soon.map(({ notAfter }) => notAfter).sort(),
    );
    await rejectsWith('InvalidInput', call('expiryReport', { tenantId, withinDays: 0 }));
  });

  it('puts a proven certificate beside the old one, and takes the old one off when told to', async () => {
    const keyId = (await application()).certificates[0]!.keyId;
    const beside = await call<{ oldKeyId: string; newKeyId: string; newThumbprint: string }>('rotateCertificate', {
      tenantId,
      appId,
      keyId,
      confirmed: true,
    });
    made.push(beside.newThumbprint);
    assert.equal((await application()).certificates.length, 2);
    const instead = await call<{ newKeyId: string; newThumbprint: string }>('rotateCertificate', {
      tenantId,
      appId,
      keyId: beside.newKeyId,
      certificate: { subject: 'CN=Rotated report', months: 6 },
      removeOldAfterDays: 0,
      confirmed: true,
    });
    made.push(instead.newThumbprint);
    assert.deepEqual(
      (await application()).certificates.map((key) => key.keyId).sort(),
      [keyId, instead.newKeyId].sort(),
    );
    await call('testSignIn', { tenantId, appId, thumbprint: instead.newThumbprint });
  });

  it('refuses a certificate that is not there', async () => {
    const keyId = '00000000-0000-0000-0000-000000000000';
    await rejectsWith('NotFound', call('rotateCertificate', { tenantId, appId, keyId, confirmed: true }));
  });
});
