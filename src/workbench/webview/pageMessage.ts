/** What a page tells the extension. It comes from outside: anything else is dropped. */
export type PageMessage = { readonly kind: 'ready' } | { readonly kind: 'action'; readonly action: string };

/** An action may name what it is about: a permission of an API. */
const longestAction = 200;

/** The message in a value a page sent; undefined when it is none. */
export function parsePageMessage(value: unknown): PageMessage | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) {
    return undefined;
  }
  if (value.kind === 'ready') {
    return { kind: 'ready' };
  }
  return value.kind === 'action' &&
    'action' in value &&
    typeof value.action === 'string' &&
    value.action.length <= longestAction
    ? { kind: 'action', action: value.action }
    : undefined;
}
