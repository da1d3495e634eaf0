/** A path segment from a value of unknown origin. */
export function segment(value: string): string {
  return encodeURIComponent(value);
}

/** A string literal for `$filter` or a key in parentheses; a quote is doubled (OData 4.01, ABNF `string`). Not URL-encoded. */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A `$search` phrase on `property`; quotes and backslashes are escaped (Microsoft Graph, "$search on directory objects"). Not URL-encoded. */
export function searchPhrase(property: string, value: string): string {
  return `"${property}:${value.replace(/[\\"]/g, '\\$&')}"`;
}

/** A query string with a leading `?`, values encoded; undefined values are left out. */
export function query(parameters: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const pairs = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(String(value))}`],
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
