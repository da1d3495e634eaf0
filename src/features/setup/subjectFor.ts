/** Longest common name X.509 allows. */
const longestCommonName = 64;

/** The subject of a certificate for an application of this name, as a distinguished name that can be read back. */
export function subjectFor(applicationName: string): string {
  const plain = [...applicationName.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ').trim()]
    .slice(0, longestCommonName)
    .join('')
    .trim();
  return `CN=${plain.replace(/[\\"+,;<>=]/g, '\\$&').replace(/^#/, '\\#')}`;
}
