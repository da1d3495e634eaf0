/** What a key does in the editor; `text` is inserted. */
export type Key =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: KeyName };

export type KeyName =
  | 'enter'
  | 'newline'
  | 'tab'
  | 'shiftTab'
  | 'backspace'
  | 'delete'
  | 'deleteWordBefore'
  | 'deleteWordAfter'
  | 'deleteToStart'
  | 'deleteToEnd'
  | 'left'
  | 'right'
  | 'wordLeft'
  | 'wordRight'
  | 'home'
  | 'end'
  | 'up'
  | 'down'
  | 'escape'
  | 'interrupt'
  | 'endOfInput'
  | 'clearScreen'
  | 'searchBack'
  | 'searchForward'
  | 'cancel'
  | 'ignored';

const controls: Readonly<Record<string, KeyName>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\u0001': 'home',
  '\u0002': 'left',
  '\u0003': 'interrupt',
  '\u0004': 'endOfInput',
  '\u0005': 'end',
  '\u0006': 'right',
  '\u0007': 'cancel',
  '\u000b': 'deleteToEnd',
  '\u000c': 'clearScreen',
  '\u000e': 'down',
  '\u0010': 'up',
  '\u0012': 'searchBack',
  '\u0013': 'searchForward',
  '\u0015': 'deleteToStart',
  '\u0017': 'deleteWordBefore',
};

/** Sequences after the escape character, as xterm sends them. */
const sequences: Readonly<Record<string, KeyName>> = {
  '[A': 'up',
  '[B': 'down',
  '[C': 'right',
  '[D': 'left',
  OA: 'up',
  OB: 'down',
  OC: 'right',
  OD: 'left',
  '[H': 'home',
  '[F': 'end',
  OH: 'home',
  OF: 'end',
  '[1~': 'home',
  '[4~': 'end',
  '[7~': 'home',
  '[8~': 'end',
  '[1;5H': 'home',
  '[1;5F': 'end',
  '[3~': 'delete',
  '[3;5~': 'deleteWordAfter',
  '[3;3~': 'deleteWordAfter',
  '[Z': 'shiftTab',
  '[1;5C': 'wordRight',
  '[1;5D': 'wordLeft',
  '[1;3C': 'wordRight',
  '[1;3D': 'wordLeft',
  f: 'wordRight',
  b: 'wordLeft',
  d: 'deleteWordAfter',
  '\u007f': 'deleteWordBefore',
  '\b': 'deleteWordBefore',
  '\r': 'newline',
  '\n': 'newline',
};

const pasteStart = '\u001b[200~';
const pasteEnd = '\u001b[201~';

/**
 * Takes the first key off what the terminal sent; undefined when it is a sequence or a paste that has not arrived whole.
 * An escape character on its own is the Escape key: terminals send sequences in one piece.
 */
export function readKey(data: string): { readonly key: Key; readonly rest: string } | undefined {
  if (data.startsWith(pasteStart)) {
    const end = data.indexOf(pasteEnd);
    return end < 0
      ? undefined
      : { key: { kind: 'paste', text: data.slice(pasteStart.length, end) }, rest: data.slice(end + pasteEnd.length) };
  }
  const first = data.charAt(0);
  if (first === '\u001b') {
    return readSequence(data);
  }
  const control = controls[first];
  if (control !== undefined) {
    // Enter arrives as CR; a pasted CR LF is one line end.
    return { key: { kind: control }, rest: data.slice(first === '\r' && data.charAt(1) === '\n' ? 2 : 1) };
  }
  if (first < ' ' || (first >= '\u0080' && first <= '\u009f')) {
    return { key: { kind: 'ignored' }, rest: data.slice(1) };
  }
  let end = 1;
  while (
    end < data.length &&
    data.charAt(end) >= ' ' &&
    !(data.charAt(end) >= '\u007f' && data.charAt(end) <= '\u009f')
  ) {
    end += 1;
  }
  return { key: { kind: 'text', text: data.slice(0, end) }, rest: data.slice(end) };
}

function readSequence(data: string): ReturnType<typeof readKey> {
  if (data.length === 1) {
    return { key: { kind: 'escape' }, rest: '' };
  }
  // CSI: parameters, then a final character; SS3: one character; else Alt with a key.
  const introducer = data.charAt(1);
  let end = 2;
  if (introducer === '[') {
    while (end < data.length && !(data.charAt(end) >= '@' && data.charAt(end) <= '~')) {
      end += 1;
    }
    if (end >= data.length) {
      return data.length > 32 ? { key: { kind: 'ignored' }, rest: '' } : undefined;
    }
    end += 1;
  } else if (introducer === 'O') {
    if (data.length < 3) {
      return undefined;
    }
    end = 3;
  }
  return {
    key: { kind: sequences[data.slice(1, end)] ?? (introducer === '\u001b' ? 'escape' : 'ignored') },
    rest: data.slice(end),
  };
}
