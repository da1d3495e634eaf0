/** What stands at the cursor, so far as completion cares. `word` is what is typed of it, `start` its offset. */
export type CompletionPlace = { readonly start: number; readonly word: string } & (
  | { readonly kind: 'none' }
  | { readonly kind: 'command' }
  | { readonly kind: 'variable'; readonly inBlock: boolean }
  | { readonly kind: 'member'; readonly variable: string; readonly source: string | undefined }
  | { readonly kind: 'parameter'; readonly command: string }
  | {
      readonly kind: 'value';
      readonly command: string;
      /** Undefined for an argument without a name; then `position` counts those before it. */
      readonly parameter: string | undefined;
      readonly position: number;
      /** The command whose output comes through the pipe. */
      readonly source: string | undefined;
    }
);

interface Word {
  readonly text: string;
  readonly start: number;
}

/** Reads the unfinished line up to the cursor: which command the cursor is in, and what comes next there. */
export function placeOf(text: string, cursor: number): CompletionPlace {
  const typed = text.slice(0, cursor);
  const { command: own, inBlock, inSingleQuotes } = split(typed);
  const { words, source } = own;
  const last = words.at(-1);
  const touches = last !== undefined && /\S$/.test(typed) && !/[|;({,]$/.test(typed);
  const current: Word = touches && last !== undefined ? last : { text: '', start: cursor };
  const before = touches ? words.slice(0, -1) : words;
  const here = { start: current.start, word: current.text.replace(/^['"]/, '') };
  const variable = /\$(?:(\w+)\.)?(\w*)$/.exec(current.text);
  if (variable !== null && !inSingleQuotes) {
    const place = { start: current.start + variable.index, word: variable[0] };
    const [, name] = variable;
    return name === undefined
      ? { ...place, kind: 'variable', inBlock }
      : { ...place, kind: 'member', variable: name, source };
  }
  const command = commandName(before);
  if (command === undefined) {
    const starts = before.length === 0 || (before.length === 2 && before[1]?.text === '=');
    return starts && !/^[\d'"]/.test(current.text) ? { ...here, kind: 'command' } : { ...here, kind: 'none' };
  }
  if (/^-[\w?]*$/.test(current.text) && current.text !== '') {
    return { ...here, kind: 'parameter', command };
  }
  const previous = before.at(-1)?.text ?? '';
  const named = /^-(\w+):?$/.exec(previous)?.[1] ?? (/,$/.test(previous) ? lastParameter(before) : undefined);
  const position = before
    .slice(1)
    .filter(
      ({ text: word }, index, all) =>
        !word.startsWith('-') &&
        !(all[index - 1]?.text.startsWith('-') ?? false) &&
        !(all[index - 1]?.text.endsWith(',') ?? false),
    ).length;
  return {
    ...here,
    kind: 'value',
    command,
    parameter: named,
    position: /,$/.test(previous) && named === undefined ? Math.max(0, position - 1) : position,
    source,
  };
}

function lastParameter(words: readonly Word[]): string | undefined {
  for (let index = words.length - 1; index > 0; index -= 1) {
    const parameter = /^-(\w+)/.exec(words[index]?.text ?? '')?.[1];
    if (parameter !== undefined) {
      return parameter;
    }
    if (!(words[index]?.text.endsWith(',') ?? false) && index < words.length - 1) {
      return undefined;
    }
  }
  return undefined;
}

function commandName(words: readonly Word[]): string | undefined {
  const [first, second, third] = words;
  // `$x = Get-Mailbox …`
  const name = first?.text.startsWith('$') && second?.text === '=' ? third : first;
  return name !== undefined && /^[\p{L}?%][\w-]*$|^[?%]$/u.test(name.text) ? name.text : undefined;
}

/** Commands whose output has the properties of their input. */
const passesOn = /^(?:where-object|where|\?|sort-object|sort|select-object|select)$/i;

interface Command {
  readonly words: Word[];
  /** The command whose objects arrive here; inside a script block, where `$_` comes from. */
  readonly source: string | undefined;
}

/** Words of the command the cursor is in: pipes, semicolons, line ends and opening brackets begin another one. */
function split(text: string): {
  readonly command: Command;
  readonly inBlock: boolean;
  readonly inSingleQuotes: boolean;
} {
  let command: Command = { words: [], source: undefined };
  /** Commands around an open bracket, to come back to. */
  const outer: { readonly command: Command; readonly brace: boolean }[] = [];
  let word: { text: string; start: number } | undefined;
  let quote = '';
  const extend = (character: string, index: number) => {
    word = { text: (word?.text ?? '') + character, start: word?.start ?? index };
  };
  const finish = () => {
    if (word !== undefined) {
      command.words.push(word);
      word = undefined;
    }
  };
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (quote !== '') {
      extend(character, index);
      quote = character === quote ? '' : quote;
    } else if (character === "'" || character === '"') {
      quote = character;
      extend(character, index);
    } else if (character === '|') {
      finish();
      const name = commandName(command.words);
      command = { words: [], source: name !== undefined && passesOn.test(name) ? command.source : name };
    } else if (/[;\n\r]/.test(character)) {
      finish();
      command = { words: [], source: outer.length > 0 ? command.source : undefined };
    } else if (/[({]/.test(character)) {
      finish();
      outer.push({ command, brace: character === '{' });
      command = { words: [], source: command.source };
    } else if (/[)}]/.test(character)) {
      finish();
      command = outer.pop()?.command ?? { words: [], source: undefined };
      // What follows the bracket belongs to the value it closed.
      extend('()', index);
    } else if (/\s/.test(character)) {
      finish();
    } else if (character === ',') {
      extend(',', index);
      finish();
    } else {
      extend(character, index);
    }
  }
  finish();
  return { command, inBlock: outer.some(({ brace }) => brace), inSingleQuotes: quote === "'" };
}
