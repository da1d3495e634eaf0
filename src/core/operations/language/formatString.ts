import { operationError } from '../errors.ts';
import { formatNumber } from './numberFormat.ts';
import { formatDate, toText } from './text.ts';
import { PsObject, plain, type Value } from './values.ts';

/** `template -f values`: `{0}`, `{1,10}`, `{2:N2}`. @throws operations/wrongArgument as .NET refuses the template */
export function formatString(template: string, values: readonly Value[]): string {
  return template.replace(
    /\{\{|\}\}|\{(\d+)(?:,\s*(-?\d+)\s*)?(?::([^{}]*))?\}|[{}]/g,
    (whole, index: string | undefined, width: string | undefined, format: string | undefined) => {
      if (index === undefined) {
        if (whole.length === 2) {
          return whole.charAt(0);
        }
        throw operationError('wrongArgument', {
          parameter: 'f',
          value: template.slice(0, 60),
          expected: '{0}, {1:N2}',
        });
      }
      const value = values[Number(index)];
      if (value === undefined) {
        throw operationError('wrongArgument', {
          parameter: 'f',
          value: `{${index}}`,
          expected: values.length === 0 ? '' : `{0}–{${values.length - 1}}`,
        });
      }
      const text = formatValue(value, format);
      const columns = Math.min(Math.abs(Number(width ?? 0)), 1000);
      return Number(width ?? 0) < 0 ? text.padEnd(columns) : text.padStart(columns);
    },
  );
}

/** A value by a .NET format string; what is neither a date nor a number takes none. */
export function formatValue(value: Value, format: string | undefined): string {
  const bare = plain(value);
  if (format === undefined || format === '') {
    return toText(bare);
  }
  if (bare instanceof Date) {
    return formatDate(bare, format);
  }
  if (bare instanceof PsObject) {
    // PowerShell would format each of its properties.
    throw operationError('notInConsoleLanguage', { construct: `{0:${format.slice(0, 40)}}` });
  }
  return typeof bare === 'number' ? formatNumber(bare, format) : toText(bare);
}
