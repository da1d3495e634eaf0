import type { Workbench } from './workbench.ts';

/** Saves what was on the screen when a test failed to `out/`, named after the test. For `afterEach`. */
export async function keepPicture(test: Mocha.Test | undefined, workbench: Workbench | undefined): Promise<void> {
  if (test?.state === 'failed' && workbench) {
    await workbench.screenshot(`out/failed-${test.title.replaceAll(/\W+/g, '-')}.png`);
  }
}
