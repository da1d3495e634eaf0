const multipliers: Readonly<Record<string, number>> = {
  kb: 2 ** 10,
  mb: 2 ** 20,
  gb: 2 ** 30,
  tb: 2 ** 40,
  pb: 2 ** 50,
};

/** A number as PowerShell writes it (`12`, `-1.5`, `0x1F`, `1e3`, `10MB`); undefined for any other text. */
export function parseNumber(text: string): number | undefined {
  const match =
    /^([+-]?)(?:(0x[0-9a-f]+)|(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?))(?:[ld](?=$|[kmgtp]b))?(kb|mb|gb|tb|pb)?$/i.exec(
      text,
    );
  if (match === null) {
    return undefined;
  }
  const size = Number(match[2] ?? match[3]);
  const value = size * (multipliers[(match[4] ?? '').toLowerCase()] ?? 1);
  return match[1] === '-' ? -value : value;
}
