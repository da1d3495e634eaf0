/** One `-----BEGIN …-----` block. */
export interface PemBlock {
  /** `CERTIFICATE`, `RSA PRIVATE KEY`, … */
  readonly label: string;
  /** RFC 1421 headers such as `Proc-Type`, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The decoded body; undefined when it is not Base64. */
  readonly body: Uint8Array | undefined;
}

export interface PemFile {
  readonly blocks: readonly PemBlock[];
  /** Whether a block begins and doesn't end. */
  readonly truncated: boolean;
}

/** Writes DER as PEM: lines of 64 characters, `\n` after each. */
export function toPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.map((line) => `${line}\n`).join('')}-----END ${label}-----\n`;
}

/** The bytes of Base64 text with any white space in it; undefined when it is not Base64. */
export function fromBase64(text: string): Uint8Array | undefined {
  // Asked first, because it answers at the first character of ordinary text.
  if (/[^A-Za-z0-9+/=\s]/.test(text)) {
    return undefined;
  }
  const compact = text.replace(/\s+/g, '');
  return compact !== '' && /^[A-Za-z0-9+/]+={0,2}$/.test(compact) ? Buffer.from(compact, 'base64') : undefined;
}

/** Reads all blocks, in order, whatever stands between them. Line ends may be of any kind. */
export function parsePem(text: string): PemFile {
  const blocks: PemBlock[] = [];
  const begin = /-----BEGIN ([A-Z0-9 ]+)-----/g;
  let read = 0;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const label = match[1] ?? '';
    const start = begin.lastIndex;
    const end = text.indexOf(`-----END ${label}-----`, start);
    if (end < 0) {
      return { blocks, truncated: true };
    }
    blocks.push({ label, ...splitHeaders(text.slice(start, end)) });
    begin.lastIndex = end;
    read = end;
  }
  return { blocks, truncated: /-----BEGIN [A-Z0-9 ]*-{0,4}\s*$/.test(text.slice(read)) };
}

function splitHeaders(text: string): Pick<PemBlock, 'headers' | 'body'> {
  const headers: Record<string, string> = {};
  const lines = text.split(/\r\n|\r|\n/);
  const body: string[] = [];
  for (const line of lines) {
    const header = /^([A-Za-z][A-Za-z0-9-]*):\s*(.*)$/.exec(line);
    if (header === null) {
      body.push(line);
    } else {
      headers[(header[1] ?? '').toLowerCase()] = (header[2] ?? '').trim();
    }
  }
  return { headers, body: fromBase64(body.join('\n')) };
}
