import assert from 'node:assert/strict';
import { MemoryKeyValueStore } from '../../core/shared/memory.ts';
import { forgetApplication, recentApplications, rememberApplication } from './recentApplications.ts';

describe('Recent applications', () => {
  it('come last first, each once, and not without end', async () => {
    const store = new MemoryKeyValueStore();
    for (let number = 0; number < 12; number++) {
      await rememberApplication(store, 'tenant', { appId: `${number}`, displayName: `Application ${number}` });
    }
    await rememberApplication(store, 'tenant', { appId: '9', displayName: 'Renamed' });
    const recent = await recentApplications(store, 'tenant');
    assert.deepEqual(recent[0], { appId: '9', displayName: 'Renamed' });
    assert.equal(recent.length, 8);
    assert.equal(new Set(recent.map(({ appId }) => appId)).size, 8);
    assert.deepEqual(await recentApplications(store, 'other'), []);
  });

  it('lose one that is gone', async () => {
    const store = new MemoryKeyValueStore();
    await rememberApplication(store, 'tenant', { appId: 'a', displayName: 'A' });
    await rememberApplication(store, 'tenant', { appId: 'b', displayName: 'B' });
    await forgetApplication(store, 'tenant', 'A');
    assert.deepEqual(await recentApplications(store, 'tenant'), [{ appId: 'b', displayName: 'B' }]);
  });

  it('are none when the record is damaged', async () => {
    const store = new MemoryKeyValueStore();
    await store.set('recentApplications/tenant', { appId: 1 });
    assert.deepEqual(await recentApplications(store, 'tenant'), []);
    await store.set('recentApplications/tenant', [{ appId: 1 }, null, { appId: 'a', displayName: 'A' }]);
    assert.deepEqual(await recentApplications(store, 'tenant'), [{ appId: 'a', displayName: 'A' }]);
  });
});
