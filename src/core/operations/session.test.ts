import assert from 'node:assert/strict';
import { isAbort, isDomainError } from '../shared/errors.ts';
import { OperationSession } from './session.ts';
import { createConsole, json, scriptedTransport } from './testSupport.ts';

const nobody = { write: () => undefined, error: () => undefined, notice: () => undefined };

describe('operations: session', () => {
  it('keeps variables and history between lines, and no password in either place that shows', async () => {
    const { session, type } = createConsole();
    await type('$a = 5');
    await type("$s = ConvertTo-SecureString 'hunter2' -AsPlainText -Force");
    assert.equal(await type('$a + 1'), '6\n');
    assert.match(await type('Get-History'), /1 \$a = 5\n +2 \$a \+ 1\n/);
    assert.ok(
      !JSON.stringify([
        session.history,
        await session.runOperation('$s'),
        await session.runOperation('$s | fl *'),
      ]).includes('hunter2'),
    );
  });

  it('asks for input masked, and refuses where nobody can be asked', async () => {
    const console = createConsole({ answers: ['s3cret', 'jane', 'pw'] });
    assert.equal(
      await console.type('$p = Read-Host "Password" -AsSecureString; "$p"'),
      'System.Security.SecureString\n',
    );
    assert.equal(await console.type('(Get-Credential).UserName'), 'jane\n');
    assert.deepEqual(console.prompts, [
      { kind: 'secret', message: 'Password' },
      { kind: 'userName' },
      { kind: 'password' },
    ]);
    const { catalog: _, prompt: __, ...options } = console.session.options;
    await assert.rejects(new OperationSession(options).runOperation('Read-Host'), (error) =>
      isDomainError(error, 'InvalidInput'),
    );
  });

  it('runs one line at a time', async () => {
    const { session } = createConsole();
    const first = session.run('1..2000 | % { $_ * 2 } | Measure-Object', { output: nobody });
    await assert.rejects(session.run('1', { output: nobody }), (error) => isDomainError(error, 'Conflict'));
    await first;
  });

  it('lets Ctrl+C through during work that waits for nothing', async () => {
    const { session } = createConsole();
    const controller = new AbortController();
    const endless = session.run('1..1000000 | ForEach-Object { $_ } | Out-Null', {
      output: nobody,
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(), 20);
    const started = Date.now();
    await assert.rejects(endless, isAbort);
    assert.ok(Date.now() - started < 1000);
  });

  it('shows what came before an error, and stops the block there', async () => {
    const console = createConsole();
    let written = '';
    await assert.rejects(
      console.session.run("[pscustomobject]@{ A = 1 }\n1 / 0\n'never'", {
        output: {
          ...nobody,
          write: (text) => {
            written += text;
          },
        },
      }),
    );
    assert.equal(written, '\nA\n-\n1\n\n');
  });

  it('ends on exit, and closes its connections', async () => {
    const { session } = createConsole({ connected: true, transport: scriptedTransport(json({ value: [] })) });
    await session.runOperation('Get-Mailbox');
    assert.equal(session.connections.list().length, 1);
    assert.deepEqual(
      await session.run("exit\n'never'", { output: { ...nobody, write: () => assert.fail('ran on') } }),
      { exit: true },
    );
    session.dispose();
    assert.equal(session.connections.list().length, 0);
    await assert.rejects(session.runOperation('Get-Mailbox'), (error) => isDomainError(error, 'NotSignedIn'));
  });

  it('gives operations as plain JSON, and the first error instead of half an answer', async () => {
    const { session } = createConsole({
      connected: true,
      transport: scriptedTransport(
        json({
          value: [
            { Name: 'x', 'Size@odata.type': '#Int64', Size: 5, WhenCreated: '2026-01-02T03:04:05Z', List: ['a'] },
          ],
        }),
        json({}, 404),
      ),
    });
    assert.deepEqual(await session.runOperation('Get-Mailbox'), [
      { Name: 'x', Size: 5, WhenCreated: '2026-01-02T03:04:05.000Z', List: ['a'] },
    ]);
    await assert.rejects(session.runOperation('Get-Mailbox nobody'), (error) => isDomainError(error, 'NotFound'));
  });

  it('writes rows in pieces, not one by one', async () => {
    const { session } = createConsole();
    let writes = 0;
    await session.run('1..5000', {
      output: {
        ...nobody,
        write: () => {
          writes += 1;
        },
      },
    });
    assert.ok(writes < 200, `${writes} writes`);
  });
});
