import assert from 'node:assert/strict';
import type { Application } from '../../core/directory/types.ts';
import { insertByName } from './insertByName.ts';

const application = (displayName: string): Application => ({
  id: displayName,
  appId: displayName,
  displayName,
  keyCredentials: [],
  requiredResourceAccess: [],
});

const inserted = (names: readonly string[], added: string, complete: boolean) =>
  insertByName(names.map(application), application(added), complete).map(({ displayName }) => displayName);

describe('a new application in the explorer', () => {
  it('takes its place by name', () => {
    assert.deepEqual(inserted(['Audit', 'calendar', 'Zürich'], 'Backup', true), [
      'Audit',
      'Backup',
      'calendar',
      'Zürich',
    ]);
    assert.deepEqual(inserted(['Audit', 'Zürich'], 'zz top', true), ['Audit', 'Zürich', 'zz top']);
    assert.deepEqual(inserted([], 'Backup', true), ['Backup']);
  });

  it('is left out when it belongs behind the pages read so far', () => {
    assert.deepEqual(inserted(['Audit', 'Backup'], 'Zürich', false), ['Audit', 'Backup']);
    assert.deepEqual(inserted(['Audit', 'Zürich'], 'Backup', false), ['Audit', 'Backup', 'Zürich']);
  });
});
