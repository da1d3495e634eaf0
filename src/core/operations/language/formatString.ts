import { formatDate, toText } from './text.ts';
import { plain, type Value } from './values.ts';

/** `template -f values`: `{0}`, `{1,10}`, `{2:N2}`. */
export function formatString(template: string, values: readonly Value[]): string {
  return template.replace(/\{\{|\}\}|\{(\d+)(?:,(-?\d+))?(?::([^}]*))?\}/g, (whole, index, width, format) => {
    if (index === undefined) {
      return whole.charAt(0);
    }
    const text = formatValue(values[Number(index)] ?? null, format);
    const columns = Math.min(Math.abs(Number(width ?? 0)), 1000);
    return Number(width ?? 0) < 0 ? text.padEnd(columns) : text.padStart(columns);
  });
}

/** A value by a .NET format string: dates, and numbers by `N`, `F`, `D`, `X`, `P` and `0.00` forms. */
export function formatValue(value: Value, format: string | undefined): string {
  const bare = plain(value);
  if (format === undefined || format === '') {
    return toText(bare);
  }
  if (bare instanceof Date) {
    return formatDate(bare, format);
  }
  if (typeof bare !== 'number') {
    return toText(bare);
  }
  const digits = Math.min(Number(format.slice(1) || '2'), 20);
  const grouped = (number: number, fraction: number) =>
    number.toLocaleString('en-US', { minimumFractionDigits: fraction, maximumFractionDigits: fraction });
  if (/^[nN]\d*$/.test(format)) {
    return grouped(bare, digits);
  }
  if (/^[fF]\d*$/.test(format)) {
    return bare.toFixed(digits);
  }
  if (/^[pP]\d*$/.test(format)) {
    return `${grouped(bare * 100, digits)}%`;
  }
  if (/^[dD]\d*$/.test(format)) {
    return String(Math.trunc(bare)).padStart(Number(format.slice(1) || '0'), '0');
  }
  if (/^[xX]\d*$/.test(format)) {
    const hex = Math.trunc(bare)
      .toString(16)
      .padStart(Number(format.slice(1) || '0'), '0');
    return format.startsWith('X') ? hex.toUpperCase() : hex;
  }
  const custom = /^(#,##)?(0+)(?:\.([0#]+))?$/.exec(format);
  if (custom !== null) {
    const fraction = custom[3]?.length ?? 0;
    return bare.toLocaleString('en-US', {
      useGrouping: custom[1] !== undefined,
      minimumIntegerDigits: Math.min(custom[2]?.length ?? 1, 20),
      minimumFractionDigits: Math.min((custom[3]?.match(/0/g) ?? []).length, 20),
      maximumFractionDigits: Math.min(fraction, 20),
    });
  }
  return toText(bare);
}
