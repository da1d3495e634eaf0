/**
 * Property names as Graph spells them. The SDK shows `DisplayName`, so that is what people type; Graph itself says
 * `displayName`, and not every part of it forgives the capital.
 */
export function graphSpelling(names: string): string {
  return names.replace(
    /(^|[,/(;=]\s*)([A-Z])(?=[a-z])/g,
    (_, before: string, first: string) => before + first.toLowerCase(),
  );
}

/** The same for the property names of a `$filter`; text in quotes and values stay as they are. */
export function filterSpelling(filter: string): string {
  return filter
    .split(/('(?:[^']|'')*')/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(propertyName, (name) => name.charAt(0).toLowerCase() + name.slice(1)),
    )
    .join('');
}

/** A capitalized name before an operator, a path separator, a comma or a closing bracket. */
const propertyName = /(?<![\w'.])[A-Z][a-z]\w*(?=\s+(?:eq|ne|gt|ge|lt|le|in|has)\b|\/|\s*,|\s*\))/g;

/** English plural of a Graph segment. */
export function plural(word: string): string {
  if (/(?:s|x|ch|sh)$/.test(word)) {
    return `${word}es`;
  }
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

/** English singular of a Graph segment; the word itself where it is one. */
export function singular(word: string): string {
  if (/ies$/.test(word)) {
    return `${word.slice(0, -3)}y`;
  }
  if (/(?:ss|x|ch|sh)es$/.test(word)) {
    return word.slice(0, -2);
  }
  return /[^s]s$/.test(word) && !/(?:us|is)$/.test(word) ? word.slice(0, -1) : word;
}
