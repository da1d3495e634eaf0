import assert from 'node:assert/strict';
import { mailboxPages } from '../testing/mailboxPages.ts';
import { createConsole } from '../testSupport.ts';

describe('operations: a list without end', () => {
  it('streams 100,000 mailboxes in constant memory, at the pace of the terminal', async function () {
    this.timeout(20_000);
    const { session } = createConsole({ transport: mailboxPages(100_000), connected: true });
    let lines = 0;
    let highest = 0;
    const start = process.memoryUsage().heapUsed;
    await session.run('Get-Mailbox -ResultSize Unlimited | Where-Object Name -like "Mailbox*"', {
      output: {
        write: (text) => {
          lines += text.split('\n').length - 1;
          if (lines % 5000 < 2) {
            highest = Math.max(highest, process.memoryUsage().heapUsed - start);
          }
        },
        error: (error) => assert.fail(error),
        notice: () => undefined,
      },
    });
    assert.ok(lines > 100_000);
    assert.ok(highest < 150 * 1024 * 1024, `${Math.round(highest / 1024 / 1024)} MB`);
  });
});
