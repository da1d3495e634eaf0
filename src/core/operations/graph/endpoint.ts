import type { Catalog } from '../../catalog/types.ts';

/**
 * Whether Graph has this very endpoint. The catalog takes any text for a value (`/users/manager` is a user called manager);
 * here only a hole (`{UserId}`) stands for one, so that a misread name can never act on another object.
 */
export function hasEndpoint(
  catalog: Pick<Catalog, 'request'>,
  method: string,
  version: 'v1.0' | 'beta',
  path: string,
): boolean {
  const template = path.replace(/\{\w+\}/g, '{}');
  return catalog.request(method, `/${version}${template}`)?.template.toLowerCase() === template.toLowerCase();
}
