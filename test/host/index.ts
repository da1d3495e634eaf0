import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** Writes a line to the file that `HOST_TEST_OUTPUT` names, apart from what VS Code itself has to say. */
function print(line: string): void {
  const output = process.env.HOST_TEST_OUTPUT;
  if (output) {
    appendFileSync(output, `${line}\n`);
  } else {
    console.log(line);
  }
}

/** One line per test; failures with what was expected. */
function reporter(runner: Mocha.Runner): void {
  runner.on('suite', (suite) => !suite.root && print(`\n  ${suite.title}`));
  runner.on('pass', (test) => print(`    ✔ ${test.title} (${test.duration} ms)`));
  runner.on('pending', (test) => print(`    - ${test.title}`));
  runner.on('fail', (test, error) => print(`    ✖ ${test.fullTitle()}\n${error.stack ?? error.message}`));
}

/** Runs the in-host suite; VS Code calls this inside its extension host. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    forbidOnly: true,
    reporter: reporter as never,
    ...(process.env.HOST_TEST_GREP ? { grep: process.env.HOST_TEST_GREP } : {}),
  });
  mocha.addFile(join(import.meta.dirname, 'suite.js'));
  await mocha.loadFilesAsync();
  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats));
  });
  print(`\nin-host tests: ${stats?.passes} passed, ${stats?.failures} failed, ${stats?.pending} skipped`);
  if (stats?.failures !== 0) {
    throw new Error('In-host tests failed.');
  }
}
