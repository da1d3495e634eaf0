import { isDash, isDigit, isNumberEnd, isTokenEnd } from './characters.ts';
import { expressionMode } from './modes.ts';
import type { Scanner } from './scanner.ts';
import { scanWord } from './scanStrings.ts';
import * as Kind from './tokenKinds.ts';

const ranges: Readonly<Record<string, readonly [bigint, bigint]>> = {
  y: [-128n, 127n],
  uy: [0n, 255n],
  s: [-32768n, 32767n],
  us: [0n, 65535n],
  l: [-(2n ** 63n), 2n ** 63n - 1n],
  ul: [0n, 2n ** 64n - 1n],
  u: [0n, 2n ** 64n - 1n],
};

/**
 * Makes the number at `start` the current token: decimal, `0x`, `0b`, exponent, type suffix, `KB` to `PB`. What only
 * looks like a number is a word.
 */
export function scanNumber(scanner: Scanner, start: number): void {
  const { text } = scanner;
  let i = start;
  let negative = false;
  const sign = scanner.charAt(i);
  if (isDash(sign) || sign === 43) {
    negative = sign !== 43;
    i++;
  }
  const digits = i;
  let radix = 10;
  let real = false;
  let valid = true;
  const first = scanner.charAt(i);
  const marker = scanner.charAt(i + 1) | 32;
  if (first === 48 && (marker === 120 || marker === 98)) {
    radix = marker === 120 ? 16 : 2;
    i += 2;
    while (isRadixDigit(scanner.charAt(i), radix)) {
      i++;
    }
    valid = radix === 16 || i > digits + 2;
  } else {
    i = skipDigits(scanner, i);
    if (scanner.charAt(i) === 46 && scanner.charAt(i + 1) !== 46) {
      real = true;
      i = skipDigits(scanner, i + 1);
    }
    if ((scanner.charAt(i) | 32) === 101 && scanner.charAt(i) > 0) {
      real = true;
      i++;
      const exponentSign = scanner.charAt(i);
      if (exponentSign === 43 || isDash(exponentSign)) {
        i++;
      }
      const exponent = i;
      i = skipDigits(scanner, i);
      valid = i > exponent;
    }
  }
  const digitsEnd = i;
  while (isTypeSuffix(scanner.charAt(i)) && i < digitsEnd + 2) {
    i++;
  }
  const suffix = text.slice(digitsEnd, i).toLowerCase();
  valid &&= suffix.length < 2 || (suffix[0] === 'u' && suffix !== 'ud' && suffix !== 'un' && suffix !== 'uu');
  let multiplier = 1;
  const power = 'kmgtp'.indexOf(text.charAt(i).toLowerCase() || ' ');
  if (power >= 0 && i < scanner.limit) {
    multiplier = 1024 ** (power + 1);
    valid &&= (scanner.charAt(i + 1) | 32) === 98 && scanner.charAt(i + 1) > 0;
    i += 2;
  }
  const next = scanner.charAt(i);
  if (
    !valid ||
    !(isTokenEnd(next) || (scanner.mode === expressionMode && isNumberEnd(next, scanner.ternaryEndsNumber)))
  ) {
    scanWord(scanner, start, start);
    return;
  }
  const value = numberValue(text.slice(digits, digitsEnd), radix, real, suffix, negative, multiplier);
  if (Number.isNaN(value)) {
    if (scanner.mode !== expressionMode) {
      scanWord(scanner, start, start);
      return;
    }
    scanner.fail(start);
  }
  scanner.number = value;
  scanner.token(Kind.number, start, i);
}

function skipDigits(scanner: Scanner, from: number): number {
  let i = from;
  while (isDigit(scanner.charAt(i))) {
    i++;
  }
  return i;
}

function isRadixDigit(c: number, radix: number): boolean {
  return radix === 2 ? c === 48 || c === 49 : isDigit(c) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70);
}

function isTypeSuffix(c: number): boolean {
  const lower = c | 32;
  return c > 0 && (lower === 117 || lower === 115 || lower === 108 || lower === 100 || lower === 121 || lower === 110);
}

/** NaN when the value does not fit the type its suffix names. */
function numberValue(
  digits: string,
  radix: number,
  real: boolean,
  suffix: string,
  negative: boolean,
  multiplier: number,
): number {
  if (suffix === '' && !real && radix === 10 && digits.length < 16) {
    return (negative ? -Number(digits) : Number(digits)) * multiplier;
  }
  if (real && (suffix === '' || suffix === 'd')) {
    return (negative ? -Number(digits) : Number(digits)) * multiplier;
  }
  const magnitude = real
    ? wholeNumber(Number(digits) * multiplier)
    : magnitudeOf(digits, radix, suffix) * BigInt(multiplier);
  if (magnitude === undefined) {
    return Number.NaN;
  }
  const value = negative ? -magnitude : magnitude;
  const range = ranges[suffix === '' && radix !== 10 ? 'l' : suffix];
  return range !== undefined && (value < range[0] || value > range[1]) ? Number.NaN : Number(value);
}

function wholeNumber(value: number): bigint | undefined {
  return Number.isFinite(value) ? BigInt(Math.round(value)) : undefined;
}

/** Hexadecimal and binary digits that fill a whole integer are in two's complement, unless the suffix says unsigned. */
function magnitudeOf(digits: string, radix: number, suffix: string): bigint {
  if (radix === 10) {
    return BigInt(digits);
  }
  const body = digits.slice(2);
  if (body === '') {
    return 0n;
  }
  const value = BigInt(digits);
  const bits = radix === 16 ? body.length * 4 : body.length;
  const signed = radix === 16 ? body.length % 8 === 0 : bits % 32 === 0 || bits === 8 || bits === 16;
  const negative = signed && !suffix.startsWith('u') && value >> BigInt(bits - 1) === 1n;
  return negative ? value - (1n << BigInt(bits)) : value;
}
