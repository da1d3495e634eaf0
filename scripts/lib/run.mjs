import { spawn } from 'node:child_process';

/**
 * Runs a program to its end and gives its exit code; output goes where ours goes unless `onOutput` takes it.
 * `npm` and `npx` are found on Windows too.
 */
export function run(command, args, { cwd, env, onOutput, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const windowsScript = process.platform === 'win32' && (command === 'npm' || command === 'npx');
    const child = spawn(windowsScript ? `${command}.cmd` : command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', onOutput || quiet ? 'pipe' : 'inherit', onOutput || quiet ? 'pipe' : 'inherit'],
      shell: windowsScript,
    });
    let tail = '';
    const take = (chunk) => {
      const text = chunk.toString();
      tail = (tail + text).slice(-4000);
      onOutput?.(text);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('error', reject);
    child.once('close', (code) => {
      if (quiet && code !== 0) {
        process.stderr.write(tail);
      }
      resolve(code ?? 1);
    });
  });
}

/** As {@link run}, but a failure ends the whole script with a sentence. */
export async function mustRun(what, command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) {
    throw new Error(`${what} failed: \`${command} ${args.join(' ')}\` ended with code ${code}.`);
  }
}
