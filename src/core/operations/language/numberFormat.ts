import { operationError } from '../errors.ts';

/**
 * A number by a .NET format string: the standard letters C D E F G N P R X, and custom patterns of `0`, `#`, `,`, `.`, `%`
 * and plain text. English culture.
 *
 * @throws operations/wrongArgument where .NET refuses the format for this number, operations/notInConsoleLanguage for
 * patterns beyond these
 */
export function formatNumber(value: number, format: string): string {
  const standard = /^([a-z])(\d{0,2})$/i.exec(format);
  return standard === null
    ? customFormat(value, format)
    : standardFormat(value, standard[1] ?? '', standard[2] === '' ? undefined : Number(standard[2]));
}

function standardFormat(value: number, letter: string, precision: number | undefined): string {
  if (!Number.isFinite(value)) {
    return generalText(value, 15);
  }
  switch (letter.toUpperCase()) {
    case 'N':
      return grouped(fixed(value, precision ?? 2));
    case 'F':
      return fixed(value, precision ?? 2);
    case 'P':
      return `${grouped(fixed(value, (precision ?? 2) + 2, 2))}%`;
    case 'C': {
      const amount = `$${grouped(fixed(Math.abs(value), precision ?? 2))}`;
      return value < 0 ? `-${amount}` : amount;
    }
    case 'D':
      return (
        (value < 0 ? '-' : '') +
        whole(value, letter)
          .replace('-', '')
          .padStart(precision ?? 0, '0')
      );
    case 'X': {
      const digits = BigInt.asUintN(Math.abs(value) > 0x7fffffff ? 64 : 32, BigInt(whole(value, letter))).toString(16);
      return (letter === 'X' ? digits.toUpperCase() : digits).padStart(precision ?? 0, '0');
    }
    case 'E': {
      const [mantissa = '', exponent = '0'] = value.toExponential(precision ?? 6).split('e');
      const size = String(Math.abs(Number(exponent))).padStart(3, '0');
      return `${mantissa}${letter}${Number(exponent) < 0 ? '-' : '+'}${size}`;
    }
    case 'G':
      return precision === undefined || precision === 0 ? generalText(value, 17) : generalText(value, precision);
    case 'R':
      return generalText(value, 17);
    default:
      throw operationError('wrongArgument', { value: letter, expected: 'C, D, E, F, G, N, P, R, X' });
  }
}

function whole(value: number, letter: string): string {
  if (!Number.isInteger(value)) {
    throw operationError('wrongArgument', { value: String(value), expected: `0, 1, 2, … (${letter})` });
  }
  return BigInt(value).toString();
}

/**
 * A number with so many significant digits, in scientific form where .NET uses it. Whole numbers that fit 64 bits are
 * written out: most of them are sizes and counts, which are integers in PowerShell.
 */
export function generalText(value: number, digits: number): string {
  if (Number.isNaN(value)) {
    return 'NaN';
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? '∞' : '-∞';
  }
  if (digits >= 15 && Number.isInteger(value) && Math.abs(value) < 2 ** 63) {
    return BigInt(value).toString();
  }
  const exact = digits > 15 ? value.toExponential() : value.toExponential(digits - 1);
  const [mantissa = '', exponent = '0'] = exact.split('e');
  const size = Number(exponent);
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  if (size >= Math.min(digits, 15) || size < -5) {
    return `${short}E${size < 0 ? '-' : '+'}${String(Math.abs(size)).padStart(2, '0')}`;
  }
  const all = short.replace(/[-.]/g, '');
  const sign = value < 0 ? '-' : '';
  if (size < 0) {
    return `${sign}0.${'0'.repeat(-size - 1)}${all}`;
  }
  const padded = all.padEnd(size + 1, '0');
  return sign + padded.slice(0, size + 1) + (padded.length > size + 1 ? `.${padded.slice(size + 1)}` : '');
}

/**
 * Exactly so many digits after the point; `shift` moves the point to the right afterwards. Halves go to the even digit in
 * standard formats and away from zero in custom ones.
 */
function fixed(value: number, fraction: number, shift = 0, halves: 'even' | 'away' = 'even'): string {
  const [numerator, denominator] = exactFraction(Math.abs(value));
  const scaled = numerator * 10n ** BigInt(fraction);
  let quotient = scaled / denominator;
  const rest = (scaled % denominator) * 2n;
  if (rest > denominator || (rest === denominator && (halves === 'away' || quotient % 2n === 1n))) {
    quotient += 1n;
  }
  const places = fraction - shift;
  const digits = quotient.toString().padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return value < 0 ? `-${text}` : text;
}

/** A finite, positive double as the fraction it is. */
function exactFraction(value: number): readonly [bigint, bigint] {
  let numerator = value;
  let denominator = 1n;
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    denominator *= 2n;
  }
  return [BigInt(numerator), denominator];
}

function grouped(text: string): string {
  return text.replace(
    /^(-?)(\d+)/,
    (_, sign: string, digits: string) => sign + digits.replace(/\B(?=(?:\d{3})+$)/g, ','),
  );
}

function customFormat(value: number, format: string): string {
  if (/[;‰\\'"]|E[+-]?0/i.test(format) || !Number.isFinite(value)) {
    throw operationError('notInConsoleLanguage', { construct: `{0:${format.slice(0, 40)}}` });
  }
  const first = format.search(/[0#]/);
  if (first < 0) {
    return value < 0 ? `-${format}` : format;
  }
  const last = Math.max(format.lastIndexOf('0'), format.lastIndexOf('#'));
  const body = format.slice(first, last + 1);
  const point = body.indexOf('.');
  const places = point < 0 ? '' : body.slice(point + 1).replace(/[^0#]/g, '');
  const before = point < 0 ? body : body.slice(0, point);
  const percent = format.includes('%') ? 2 : 0;
  const text = fixed(Math.abs(value), places.length + percent, percent, 'away');
  const [integer = '', fraction = ''] = text.split('.');
  const required = before.replace(/[^0#]/g, '').replace(/^#+/, '').length;
  const digits = (integer === '0' ? '' : integer).padStart(required, '0');
  const kept = fraction.replace(/0+$/, '').padEnd(places.lastIndexOf('0') + 1, '0');
  const sign = value < 0 && /[1-9]/.test(text) ? '-' : '';
  const shown = /[0#],+[0#]/.test(before) ? grouped(digits) : spread(digits, before);
  return `${sign}${format.slice(0, first)}${shown}${kept === '' ? '' : `.${kept}`}${format.slice(last + 1)}`;
}

/** Digits in a pattern with text between its places, as in `00:00`. */
function spread(digits: string, pattern: string): string {
  let rest = digits;
  let text = '';
  for (let index = pattern.length - 1; index >= 0; index -= 1) {
    const character = pattern.charAt(index);
    if (character !== '0' && character !== '#') {
      text = character + text;
    } else if (rest !== '') {
      text = rest.slice(-1) + text;
      rest = rest.slice(0, -1);
    }
  }
  return rest + text;
}
