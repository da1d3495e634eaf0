import { command } from './commands.ts';
import { Parser } from './parser.ts';
import type {
  Argument,
  CommandInvocation,
  Comment,
  Constant,
  HashtableConstant,
  RequiredModule,
  RequiresStatement,
} from './types.ts';

/** The `#Requires` lines among the comments of a script, wherever they stand. */
export function requiresStatements(text: string, comments: readonly Comment[]): readonly RequiresStatement[] {
  const statements: RequiresStatement[] = [];
  for (const { kind, range } of comments) {
    if (kind === 'line' && /^requires(?:\s|$)/i.test(text.slice(range.start + 1, range.start + 10))) {
      const line = text.slice(range.start + 1, range.end);
      const parsed = command(new Parser(line));
      if (parsed !== undefined) {
        statements.push({ range, ...requirementsOf(line, parsed) });
      }
    }
  }
  return statements;
}

function requirementsOf(line: string, { elements }: CommandInvocation): Omit<RequiresStatement, 'range'> {
  const modules: RequiredModule[] = [];
  const editions: string[] = [];
  let version: string | undefined;
  let elevated = false;
  for (const [index, element] of elements.entries()) {
    if (element.kind !== 'parameter') {
      continue;
    }
    const next = elements[index + 1];
    const argument = element.argument ?? (next?.kind === 'argument' ? next.argument : undefined);
    const name = element.name.toLowerCase();
    if (name !== '' && 'runasadministrator'.startsWith(name)) {
      elevated = true;
    } else if (name !== '' && 'modules'.startsWith(name)) {
      modules.push(...items(argument?.value).flatMap(moduleOf));
    } else if (name !== '' && 'version'.startsWith(name)) {
      version = versionOf(line, argument);
    } else if (name.length > 2 && 'psedition'.startsWith(name)) {
      editions.push(...items(argument?.value).flatMap((item) => (item?.kind === 'string' ? [item.value] : [])));
    }
  }
  return { modules, editions, elevated, ...(version !== undefined && { version }) };
}

function items(value: Constant | undefined): readonly (Constant | undefined)[] {
  return value?.kind === 'array' ? value.items : [value];
}

/** `7.0` is a number to the parser, but not the version 7: taken as it is written. */
function versionOf(line: string, argument: Argument | undefined): string | undefined {
  if (argument?.value?.kind === 'number') {
    return line.slice(argument.range.start, argument.range.end);
  }
  return argument?.value?.kind === 'string' ? argument.value.value : undefined;
}

function moduleOf(value: Constant | undefined): readonly RequiredModule[] {
  if (value?.kind === 'string') {
    return [{ name: value.value }];
  }
  return value?.kind === 'hashtable' ? moduleSpecification(value) : [];
}

/** The module that `@{ ModuleName = …; ModuleVersion = … }` names; none when it has no name. */
export function moduleSpecification(table: HashtableConstant): readonly RequiredModule[] {
  const text = (key: string) => {
    const value = table.entries.find((entry) => entry.key?.toLowerCase() === key)?.value;
    return value?.kind === 'string' ? value.value : value?.kind === 'number' ? String(value.value) : undefined;
  };
  const name = text('modulename');
  const minimumVersion = text('moduleversion');
  const maximumVersion = text('maximumversion');
  const requiredVersion = text('requiredversion');
  return name === undefined
    ? []
    : [
        {
          name,
          ...(minimumVersion !== undefined && { minimumVersion }),
          ...(maximumVersion !== undefined && { maximumVersion }),
          ...(requiredVersion !== undefined && { requiredVersion }),
        },
      ];
}
