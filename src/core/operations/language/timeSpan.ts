import { PsObject, type Value } from './values.ts';

const type = 'System.TimeSpan';
const millisecondsPer = {
  Days: 86_400_000,
  Hours: 3_600_000,
  Minutes: 60_000,
  Seconds: 1000,
  Milliseconds: 1,
} as const;

/** The time between two dates, as PowerShell shows it. */
export function timeSpan(milliseconds: number): PsObject {
  const units = Object.entries(millisecondsPer);
  let rest = Math.trunc(milliseconds);
  const parts = units.map(([name, size]): readonly [string, Value] => {
    const count = Math.trunc(rest / size);
    rest -= count * size;
    return [name, count === 0 ? 0 : count];
  });
  const totals = units.map(([name, size]): readonly [string, Value] => [`Total${name}`, milliseconds / size]);
  return new PsObject(type, new Map<string, Value>([...parts, ['Ticks', milliseconds * 10_000], ...totals]));
}

/** The milliseconds of a {@link timeSpan}; undefined for anything else. */
export function timeSpanLength(value: Value): number | undefined {
  const total = value instanceof PsObject && value.typeName === type ? value.get('TotalMilliseconds') : undefined;
  return typeof total === 'number' ? total : undefined;
}

/** `12.03:04:05` */
export function timeSpanText(milliseconds: number): string {
  const two = (count: number) => String(count).padStart(2, '0');
  const size = Math.abs(Math.trunc(milliseconds));
  const days = Math.floor(size / 86_400_000);
  const clock = [Math.floor(size / 3_600_000) % 24, Math.floor(size / 60_000) % 60, Math.floor(size / 1000) % 60];
  const fraction = size % 1000 === 0 ? '' : `.${String(size % 1000).padStart(3, '0')}0000`;
  return `${milliseconds < 0 ? '-' : ''}${days > 0 ? `${days}.` : ''}${clock.map(two).join(':')}${fraction}`;
}
