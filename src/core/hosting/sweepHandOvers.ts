import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../shared/ports.ts';
import { handOverPrefix } from './handOverNames.ts';

/** A terminal takes its certificate over within seconds; process ids are given again after a while. */
const longestLife = 24 * 60 * 60 * 1000;

export interface SweepOptions {
  readonly temporaryFolder: string;
  readonly now: Date;
  /** Whether a process with this id is running. */
  readonly isRunning: (processId: number) => boolean;
  /** Of this process: what is older and has its id is of a predecessor, as after the restart of a container. */
  readonly self: { readonly processId: number; readonly started: Date };
  readonly log: Log;
}

/**
 * Removes hand-overs whose editor ended without removing them: those of processes that are gone, and those older than a
 * day. Gives how many; what cannot be removed is logged and tried again next time.
 */
export async function sweepHandOvers({ temporaryFolder, now, isRunning, self, log }: SweepOptions): Promise<number> {
  let removed = 0;
  for (const name of await readdir(temporaryFolder).catch(() => [])) {
    const processId = Number(new RegExp(`^${handOverPrefix}(\\d+)-`).exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(processId)) {
      continue;
    }
    const path = join(temporaryFolder, name);
    try {
      const found = await lstat(path);
      const mine = process.getuid === undefined || found.uid === process.getuid();
      const old = now.getTime() - found.mtimeMs > longestLife;
      const running = processId === self.processId ? found.mtime >= self.started : isRunning(processId);
      if (mine && found.isDirectory() && (old || !running)) {
        await rm(path, { recursive: true, force: true });
        removed++;
      }
    } catch (error) {
      log.warn('A leftover hand-over could not be removed', { error });
    }
  }
  if (removed > 0) {
    log.info('Removed leftover hand-overs', { removed });
  }
  return removed;
}

/** Whether a process with this id is running; one of another user counts. */
export function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
