const longest = 40;

/**
 * A short name for files, units and tasks of an application: lower-case ASCII letters and digits with hyphens between.
 * One whose name has none of them is told apart by its certificate.
 */
export function slugOf(name: string, thumbprint: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/\p{M}/gu, '')
    .match(/[a-z0-9]+/g);
  const slug = (words ?? []).join('-').slice(0, longest).replace(/-$/, '');
  return slug === '' ? `certificate-${thumbprint.slice(0, 8).toLowerCase()}` : slug;
}
