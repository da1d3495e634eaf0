import type { Value } from '../language/values.ts';

/** The stream of a command that puts out nothing: does its work when it is read. */
export async function* effect(work: () => Promise<void>): AsyncGenerator<Value> {
  await work();
  yield* [];
}
