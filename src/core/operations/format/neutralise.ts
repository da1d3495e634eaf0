/**
 * Text of foreign origin (a display name, a comment) made safe for a terminal: control characters, which could move the
 * cursor, rename the window or fake a prompt, become visible pictures; direction overrides become a replacement character.
 * Line feeds and tabs stay where `keepLines` says so.
 */
export function neutralise(text: string, keepLines = false): string {
  if (!suspicious.test(text)) {
    return text;
  }
  const lines = keepLines ? text.replace(/\r\n?/g, '\n') : text;
  return lines.replace(everySuspicious, (character) => {
    const code = character.charCodeAt(0);
    if (keepLines && (character === '\n' || character === '\t')) {
      return character;
    }
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\ufffd';
  });
}

// C0, DEL, C1, line and paragraph separators, and the bidirectional controls.
const controls = '[\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]';
const suspicious = new RegExp(controls);
const everySuspicious = new RegExp(controls, 'g');
