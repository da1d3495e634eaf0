import assert from 'node:assert/strict';
import { call, rejectsWith } from './support/call.ts';

interface Listed {
  tenantId: string;
  domain: string;
  cloud: string;
  sample: boolean;
  account: string;
}

describe('Tenants', () => {
  it('open the sample tenant, list it as a sample, and forget it on sign-out', async () => {
    const { tenantId, domain } = await call<Listed>('openSampleTenant', { fresh: true });
    assert.match(domain, /\.onmicrosoft\.com$/);
    const tenants = await call<Listed[]>('listTenants');
    assert.deepEqual(
      tenants.map(({ cloud, sample, ...each }) => ({ id: each.tenantId, cloud, sample })),
      [{ id: tenantId, cloud: 'Global', sample: true }],
    );
    assert.deepEqual(await call('signOut', { tenantId }), { tenantId });
    assert.deepEqual(await call('listTenants'), []);
  });

  it('refuse a tenant nobody is signed in to', async () => {
    await rejectsWith('NotSignedIn', call('signOut', { tenantId: '11111111-1111-1111-1111-111111111111' }));
    await rejectsWith('NotSignedIn', call('openInPortal', { tenantId: '11111111-1111-1111-1111-111111111111' }));
  });

  it('refuse clouds and domains that are none, before anything is sent', async () => {
    await rejectsWith('InvalidInput', call('signIn', { cloud: 'Mars' }));
    await rejectsWith('InvalidInput', call('signIn', { tenant: 'not a domain' }));
    await rejectsWith('InvalidInput', call('signIn', { cloud: 'Custom' }));
  });
});
