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
  const { commands, inBlock, inString } = split(typed);
  const words = commands.at(-1) ?? [];
  const last = words.at(-1);
  const touches = last !== undefined && last.start + last.text.length === cursor;
  const current: Word = touches && last !== undefined ? last : { text: '', start: cursor };
  const before = touches ? words.slice(0, -1) : words;
  const source = commandName(commands.at(-2) ?? []);
  const here = { start: current.start, word: current.text.replace(/^['"]/, '') };
  const variable = /\$(?:(\w+)\.)?(\w*)$/.exec(current.text);
  if (variable !== null && !inString.single) {
    const place = { start: current.start + variable.index, word: variable[0] };
    const [, name] = variable;
    return name === undefined
      ? { ...place, kind: 'variable', inBlock }
      : {
          ...place,
          kind: 'member',
          variable: name,
          source: inBlock ? (source ?? commandName(commands.at(-3) ?? [])) : undefined,
        };
  }
  const command = commandName(before);
  if (command === undefined) {
    return before.length > 0 || /^[\d'"]/.test(current.text) ? { ...here, kind: 'none' } : { ...here, kind: 'command' };
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

/** Words by command: separated by pipes, semicolons, line ends and the brackets that open a new one. */
function split(text: string): {
  readonly commands: readonly (readonly Word[])[];
  readonly inBlock: boolean;
  readonly inString: { readonly single: boolean };
} {
  const commands: Word[][] = [[]];
  /** Commands around an open bracket, to come back to. */
  const outer: { readonly words: Word[]; readonly brace: boolean }[] = [];
  let word: { text: string; start: number } | undefined;
  let quote = '';
  const current = () => commands.at(-1) ?? [];
  const finish = () => {
    if (word !== undefined) {
      current().push(word);
      word = undefined;
    }
  };
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (quote !== '') {
      word = { text: (word?.text ?? '') + character, start: word?.start ?? index };
      quote = character === quote ? '' : quote;
    } else if (character === "'" || character === '"') {
      quote = character;
      word = { text: (word?.text ?? '') + character, start: word?.start ?? index };
    } else if (/[|;\n\r]/.test(character)) {
      finish();
      commands.push([]);
    } else if (/[({]/.test(character)) {
      finish();
      outer.push({ words: current(), brace: character === '{' });
      commands.push([]);
    } else if (/[)}]/.test(character)) {
      finish();
      const back = outer.pop();
      commands.push(back?.words ?? []);
      // What follows the bracket belongs to the value it closed.
      current().push({ text: '()', start: index });
    } else if (/\s/.test(character)) {
      finish();
    } else if (character === ',') {
      word = { text: `${word?.text ?? ''},`, start: word?.start ?? index };
      finish();
    } else {
      word = { text: (word?.text ?? '') + character, start: word?.start ?? index };
    }
  }
  finish();
  return { commands, inBlock: outer.some(({ brace }) => brace), inString: { single: quote === "'" } };
}
