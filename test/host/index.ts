import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/**
 * Runs the in-host suite; VS Code calls this inside its extension host. What it prints goes to the file that
 * `HOST_TEST_OUTPUT` names, apart from what VS Code itself has to say.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    color: false,
    forbidOnly: true,
    ...(process.env.HOST_TEST_GREP ? { grep: process.env.HOST_TEST_GREP } : {}),
  });
  mocha.addFile(join(import.meta.dirname, 'suite.js'));
  await mocha.loadFilesAsync();
  const output = process.env.HOST_TEST_OUTPUT;
  const write = console.log;
  console.log = (...args: unknown[]) => (output ? appendFileSync(output, `${format(...args)}\n`) : write(...args));
  try {
    const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
      const runner = mocha.run(() => resolve(runner.stats));
    });
    console.log(`host suite: ${stats?.passes} passed, ${stats?.failures} failed, ${stats?.pending} skipped`);
    if (stats?.failures !== 0) {
      throw new Error('In-host tests failed.');
    }
  } finally {
    console.log = write;
  }
}
