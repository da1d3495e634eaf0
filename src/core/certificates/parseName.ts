import type { DistinguishedName, NamePart } from './distinguishedName.ts';
import { certificateError } from './errors.ts';
import { attributeByName, type NameAttribute } from './nameAttributes.ts';

const attributeStart = /\s*([A-Za-z][A-Za-z0-9-]*|(?:OID\.)?\d+(?:\.\d+)+)\s*=[ \t]*/iy;
const hexPairs = /(?:\\[0-9a-f]{2})+/iy;
/** Control characters, lone surrogates, line and paragraph separators: never part of a name anybody means. */
const forbidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * Reads a subject as a user types it: `CN=Mailbox report, O=Contoso` with the escapes of RFC 4514 (`\,`, `\C3\A4`), with
 * the quotes that Windows writes (`O="Contoso, Ltd"`), or a bare name, which becomes the common name.
 * Throws `subject…` errors that name the attribute or the position (from 1).
 */
export function parseName(text: string): DistinguishedName {
  if (text.trim() === '') {
    throw certificateError('subjectEmpty');
  }
  if (matchAt(attributeStart, text, 0) === null) {
    return [[namePart('CN', text.trim())]];
  }
  const scanner = new NameScanner(text);
  const relativeNames: NamePart[][] = [[scanner.part()]];
  for (let separator = scanner.separator(); separator !== undefined; separator = scanner.separator()) {
    if (separator === '+') {
      relativeNames.at(-1)?.push(scanner.part());
    } else {
      relativeNames.push([scanner.part()]);
    }
  }
  return relativeNames;
}

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

class NameScanner {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** One `type=value`. */
  part(): NamePart {
    const start = matchAt(attributeStart, this.#text, this.#position);
    if (start === null) {
      throw this.#syntaxError();
    }
    this.#position += start[0].length;
    const value = this.#text[this.#position] === '"' ? this.#quoted() : this.#plain();
    return namePart(start[1] ?? '', value);
  }

  /** Steps over what stands between two parts; undefined at the end of the text. */
  separator(): string | undefined {
    const separator = this.#text[this.#position];
    if (separator !== undefined && !',;+'.includes(separator)) {
      throw this.#syntaxError();
    }
    this.#position++;
    return separator;
  }

  /** `"Contoso, Ltd"`: a quotation mark inside is doubled or escaped. */
  #quoted(): string {
    const opening = this.#position++;
    let value = '';
    for (;;) {
      const character = this.#text[this.#position];
      if (character === undefined) {
        this.#position = opening;
        throw this.#syntaxError();
      }
      if (character === '\\') {
        value += this.#escape();
      } else if (character !== '"') {
        value += character;
        this.#position++;
      } else if (this.#text[this.#position + 1] === '"') {
        value += '"';
        this.#position += 2;
      } else {
        break;
      }
    }
    this.#position++;
    while (/[ \t]/.test(this.#text[this.#position] ?? '')) {
      this.#position++;
    }
    return value;
  }

  #plain(): string {
    let value = '';
    // White space at the end is not part of the value, unless it is escaped.
    let kept = 0;
    for (;;) {
      const character = this.#text[this.#position];
      if (character === undefined || character === ',' || character === ';') {
        break;
      }
      // A plus that no attribute follows belongs to the value: things are called C++.
      if (character === '+' && matchAt(attributeStart, this.#text, this.#position + 1) !== null) {
        break;
      }
      if (character === '\\') {
        value += this.#escape();
        kept = value.length;
      } else {
        value += character;
        kept = /\s/.test(character) ? kept : value.length;
        this.#position++;
      }
    }
    return value.slice(0, kept);
  }

  #escape(): string {
    const pairs = matchAt(hexPairs, this.#text, this.#position)?.[0];
    if (pairs !== undefined) {
      const bytes = Buffer.from(pairs.replaceAll('\\', ''), 'hex');
      try {
        const decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        this.#position += pairs.length;
        return decoded;
      } catch {
        throw this.#syntaxError();
      }
    }
    const escaped = this.#text[this.#position + 1];
    if (escaped === undefined) {
      throw this.#syntaxError();
    }
    this.#position += 2;
    return escaped;
  }

  #syntaxError(): Error {
    return certificateError('subjectSyntax', { subject: this.#text, position: this.#position + 1 });
  }
}

/** The part with its value checked against what the attribute may hold. */
function namePart(type: string, value: string): NamePart {
  const attribute = attributeByName(type);
  if (attribute === undefined) {
    throw certificateError('subjectUnknownAttribute', { attribute: type });
  }
  if (value.trim() === '') {
    throw certificateError('subjectValueEmpty', { attribute: attribute.name });
  }
  if ([...value].length > attribute.limit) {
    throw certificateError('subjectValueTooLong', { attribute: attribute.name, limit: attribute.limit });
  }
  if (forbidden.test(value) || !fits(attribute, value)) {
    throw certificateError('subjectValueInvalid', { attribute: attribute.name, value });
  }
  return { attribute, value: attribute.name === 'C' ? value.toUpperCase() : value };
}

function fits(attribute: NameAttribute, value: string): boolean {
  if (attribute.name === 'C') {
    return /^[A-Za-z]{2}$/.test(value);
  }
  if (attribute.encoding === 'printable') {
    return /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value);
  }
  return attribute.encoding === 'directory' || /^[\x20-\x7e]*$/.test(value);
}
