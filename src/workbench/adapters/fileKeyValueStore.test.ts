import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryLog } from '../../core/shared/memory.ts';
import { FileKeyValueStore } from './fileKeyValueStore.ts';

describe('FileKeyValueStore', () => {
  let folder: string;
  const log = new MemoryLog();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'store-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('keeps what one window wrote when another writes something else', async () => {
    const first = new FileKeyValueStore(join(folder, 'state'), log);
    const second = new FileKeyValueStore(join(folder, 'state'), log);
    await Promise.all([first.set('certificate/A', { a: 1 }), second.set('certificate/B', { b: 2 })]);
    assert.deepEqual(await first.keys('certificate/'), ['certificate/A', 'certificate/B']);
    assert.deepEqual(await first.get('certificate/B'), { b: 2 });
  });

  it('gives nothing for a key that was never written, also before the folder exists', async () => {
    const store = new FileKeyValueStore(join(folder, 'missing'), log);
    assert.equal(await store.get('x'), undefined);
    assert.deepEqual(await store.keys(''), []);
  });

  it('treats a half-written value as absent and says so in the log', async () => {
    const store = new FileKeyValueStore(folder, log);
    await store.set('a/b', 1);
    const [name] = await readdir(folder);
    await writeFile(join(folder, name!), '{"half":');
    assert.equal(await store.get('a/b'), undefined);
    assert.ok(log.lines.some((line) => line.includes('a/b')));
  });

  it('leaves no unfinished file behind and keeps files private', async () => {
    const store = new FileKeyValueStore(folder, log);
    await store.set('key', 'value');
    const names = await readdir(folder);
    assert.deepEqual(names, ['key.json']);
    if (process.platform !== 'win32') {
      assert.equal((await stat(join(folder, 'key.json'))).mode & 0o777, 0o600);
    }
  });

  it('has nothing under a key that no file can be named after, and survives files of others', async () => {
    const store = new FileKeyValueStore(folder, log);
    await store.set('tenant/a', 1);
    await writeFile(join(folder, '%zz.json'), '1');
    for (const key of ['x'.repeat(100_000), '\ud800', 'a\u0000b']) {
      assert.equal(await store.get(key), undefined);
      await store.delete(key);
    }
    assert.deepEqual(await store.keys(''), ['tenant/a']);
  });

  it('cannot be led out of its folder by a key', async () => {
    const store = new FileKeyValueStore(join(folder, 'inner'), log);
    await store.set('../escaped', 1);
    assert.deepEqual(await readdir(folder), ['inner']);
    assert.equal(await store.get('../escaped'), 1);
  });
});
