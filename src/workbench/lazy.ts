/**
 * A value made on first use and then kept; a failed attempt is tried again next time.
 * Features receive rooms of core this way, so that `activate` loads none of them.
 */
export function lazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
