/** What is left of a noun behind some segments, and the last of them, which the next one may repeat. */
interface Progress {
  readonly rest: string;
  readonly last: string;
}

/**
 * The endpoint a cmdlet of the Graph SDK calls, by the naming rule of the SDK: the segments of the path one after the
 * other, each in the singular, without values and without words that the segment before ended with. `DeviceManagementScript`
 * is `/deviceManagement/deviceManagementScripts`.
 *
 * @param rows of one root: `<depth><segment>[<tab><methods>]`, depth first
 * @param letter of the method, as rows have it
 * @param noun in lower case
 * @returns the code of the permission list, undefined when no path spells the noun
 */
export function endpointNamed(rows: Iterable<string>, letter: string, noun: string): string | undefined {
  const path: (readonly Progress[])[] = [[{ rest: noun, last: '' }]];
  for (const row of rows) {
    const depth = Number.parseInt(row.slice(0, 1), 36);
    if (depth >= path.length) {
      continue;
    }
    path.length = depth + 1;
    const tab = row.indexOf('\t');
    const after = (path[depth] ?? []).flatMap((progress) =>
      advance(progress, row.slice(1, tab === -1 ? undefined : tab)),
    );
    if (after.length === 0) {
      continue;
    }
    path.push(after);
    if (tab !== -1 && after.some(({ rest }) => rest === '')) {
      const code = row
        .slice(tab + 1)
        .split(' ')
        .find((method) => method.startsWith(letter));
      if (code !== undefined) {
        return code.slice(1);
      }
    }
  }
  return undefined;
}

function advance({ rest, last }: Progress, segment: string): readonly Progress[] {
  if (segment === '{}') {
    return [{ rest, last }];
  }
  const word = singular(segment.split('(', 1)[0] ?? '');
  const spelled = [word, ...(last !== '' && word.startsWith(last) ? [word.slice(last.length)] : [])];
  return spelled
    .filter((part) => word !== '' && rest.startsWith(part))
    .map((part) => ({ rest: rest.slice(part.length), last: word }));
}

/** `policies` → `policy`, `statuses` → `status`. */
export function singular(segment: string): string {
  return segment
    .replace(/children$/, 'child')
    .replace(/ies$/, 'y')
    .replace(/(ss|us|x|ch|sh)es$/, '$1')
    .replace(/([^suiy]|[^s]y)s$/, '$1');
}
