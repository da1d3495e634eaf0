const secretNames =
  /pass(word|phrase|wd)?$|secret|assertion|^(access_?|refresh_?|id_?)?token$|authorization|cookie|private_?key|^key$|^pfx$|^code$/i;
const patterns: readonly [RegExp, string][] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, '[private key]'],
  [/\beyJ[\w-]{8,}(\.[\w-]*){0,2}/g, '[token]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 [token]'],
  [
    /\b(client_assertion|client_secret|refresh_token|access_token|id_token|device_code|code_verifier|password|code)(=|%3D)[^&\s"']+/gi,
    '$1$2[hidden]',
  ],
];

/** `text` with everything that looks like a private key, token or password replaced. */
export function maskText(text: string): string {
  return patterns.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
}

/** Details for the log as one line of JSON, secrets masked by property name and by look, errors with their causes. */
export function maskDetails(details: Readonly<Record<string, unknown>>): string {
  const seen = new Set<unknown>();
  const text = JSON.stringify(details, (name, value: unknown) => {
    if (typeof value === 'string') {
      return secretNames.test(name) ? '[hidden]' : maskText(value);
    }
    if (value instanceof Uint8Array) {
      return `[${value.length} bytes]`;
    }
    if (typeof value === 'object' && value !== null) {
      if (seen.has(value)) {
        return '[again]';
      }
      seen.add(value);
      if (value instanceof Error) {
        return { name: value.name, message: value.message, stack: value.stack, cause: value.cause };
      }
    }
    return value;
  });
  return text ?? '';
}
