import nodePath from 'node:path';
import type { CommandInvocation, Knowledge, Range, ScriptSyntax } from '../powershell/types.ts';
import { inSlices } from '../shared/slices.ts';
import { bindArguments } from './boundArguments.ts';
import { linkedSyntax } from './linkedSyntax.ts';
import type { LinkedScript } from './types.ts';
import { Values, type Viewpoint } from './values.ts';

/** Reads a file as text; undefined when there is none, or it is not of this workspace. */
export type ReadScript = (path: string) => Promise<string | undefined>;

const mostFiles = 50;

/**
 * The scripts that the script at `path` dot-sources, imports or runs, and those that these do, each once. Names that only
 * a run shows are left out; so is everything `readFile` does not give.
 *
 * @param path absolute file system path
 */
export async function followScripts(
  text: string,
  path: string,
  readFile: ReadScript,
  signal?: AbortSignal,
): Promise<readonly LinkedScript[]> {
  const seen = new Set([keyOf(path)]);
  const found: LinkedScript[] = [];
  const queue: LinkedScript[] = [{ path, text }];
  for (let next = queue.shift(); next !== undefined && found.length < mostFiles; next = queue.shift()) {
    const syntax = await inSlices(linkedSyntax(next.text), signal);
    for (const candidates of references(syntax, next.path)) {
      signal?.throwIfAborted();
      const linked = await firstReadable(candidates, seen, readFile);
      if (linked !== undefined && found.length < mostFiles) {
        found.push(linked);
        queue.push(linked);
      }
    }
  }
  return found;
}

async function firstReadable(
  candidates: readonly string[],
  seen: Set<string>,
  readFile: ReadScript,
): Promise<LinkedScript | undefined> {
  for (const path of candidates) {
    if (seen.has(keyOf(path))) {
      return undefined;
    }
    const text = await readFile(path);
    if (text !== undefined) {
      seen.add(keyOf(path));
      return { path, text };
    }
  }
  return undefined;
}

function keyOf(path: string): string {
  return nodePath.sep === '\\' ? path.toLowerCase() : path;
}

/** For each reference to a local script the paths it may mean, most literal first. */
function references(syntax: ScriptSyntax, scriptPath: string): readonly (readonly string[])[] {
  const values = new Values(syntax);
  const found: (readonly string[])[] = [];
  for (const command of syntax.commands) {
    for (const reference of referencesOf(command, syntax, values)) {
      const path = resolvePath(reference, scriptPath);
      if (path !== undefined) {
        found.push(candidatesOf(path));
      }
    }
  }
  for (const { kind, name } of syntax.usings) {
    const path = kind === 'module' && name !== undefined && isLocal(name) ? resolvePath(name, scriptPath) : undefined;
    if (path !== undefined) {
      found.push(candidatesOf(path));
    }
  }
  return found;
}

function referencesOf(command: CommandInvocation, syntax: ScriptSyntax, values: Values): readonly string[] {
  const view: Viewpoint = { at: command.range.start, enclosingFunction: command.enclosingFunction };
  if (/^(?:import-module|ipmo)$/i.test(command.name ?? '')) {
    const bound = bindArguments(command, values, {
      parameters: ['name', 'force', 'global', 'disablenamechecking', 'verbose', 'warningaction', 'erroraction'],
      switches: new Set(['force', 'global', 'disablenamechecking', 'passthru', 'ascustomobject', 'noclobber']),
      positional: ['name'],
    });
    const value = bound.get('name')?.value;
    const text = value === undefined ? [] : namesIn(value, view, syntax, values);
    return text.filter(isLocal);
  }
  if (command.invocation === 'plain' && !/\.ps1$/i.test(command.name ?? '')) {
    return [];
  }
  const text = command.name ?? nameText(command, view, syntax, values);
  return text !== undefined && /\.psm?1$/i.test(text) ? [text] : [];
}

/** One name, or several with commas between them. */
function namesIn(
  value: Knowledge & { readonly range: Range },
  view: Viewpoint,
  syntax: ScriptSyntax,
  values: Values,
): readonly string[] {
  const constant = values.constant(value, view);
  if (constant?.kind !== 'array') {
    return [textOf(value, value.range, view, syntax, values) ?? ''];
  }
  if (constant.items.every((item) => item?.kind === 'string')) {
    return constant.items.map((item) => item.value);
  }
  const written = syntax.text.slice(value.range.start, value.range.end).split(/\s*,\s*/);
  return written.flatMap((name) => expand(name.replace(/^(['"])(.*)\1$/, '$2'), view, syntax, values) ?? []);
}

function nameText(
  command: CommandInvocation,
  view: Viewpoint,
  syntax: ScriptSyntax,
  values: Values,
): string | undefined {
  const { nameRange } = command;
  const written = syntax.text.slice(nameRange.start, nameRange.end);
  const quoted = /^"([^"]*)"$/.exec(written)?.[1];
  if (quoted !== undefined) {
    return expand(quoted, view, syntax, values);
  }
  const variable = /^\$([\w:]+)$/.exec(written)?.[1];
  const knowledge: Knowledge | undefined =
    variable === undefined ? undefined : { value: undefined, variable, template: undefined };
  if (variable === undefined && !written.startsWith('(')) {
    return expand(written, view, syntax, values);
  }
  return textOf(knowledge, nameRange, view, syntax, values);
}

/** `$PSScriptRoot\lib.ps1`: the folder stays as it is, other variables are looked up. */
function expand(written: string, view: Viewpoint, syntax: ScriptSyntax, values: Values): string | undefined {
  let known = true;
  const text = written.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => {
    const variable = { value: undefined, variable: name, template: undefined };
    const value = textOf(variable, undefined, view, syntax, values);
    known &&= value !== undefined;
    return value ?? whole;
  });
  return known && !text.includes('$') ? text : undefined;
}

const folderMark = '{root}';

/** The path an argument stands for: text, a variable, `"$PSScriptRoot\…"` or `(Join-Path $PSScriptRoot '…')`. */
function textOf(
  knowledge: Knowledge | undefined,
  range: Range | undefined,
  view: Viewpoint,
  syntax: ScriptSyntax,
  values: Values,
  depth = 0,
): string | undefined {
  if (depth > 4) {
    return undefined;
  }
  if (knowledge?.variable?.toLowerCase() === 'psscriptroot') {
    return folderMark;
  }
  if (knowledge?.value?.kind === 'string') {
    return knowledge.value.value;
  }
  if (knowledge?.template !== undefined) {
    const parts = knowledge.template.map((part) =>
      part === undefined || typeof part === 'string'
        ? part
        : textOf(
            { value: undefined, variable: part.variable, template: undefined },
            undefined,
            view,
            syntax,
            values,
            depth + 1,
          ),
    );
    return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
  }
  if (knowledge?.variable !== undefined) {
    const origin = values.origin(knowledge.variable, view);
    return origin && textOf(origin.knowledge, origin.range, origin, syntax, values, depth + 1);
  }
  return range && joinedPath(range, view, syntax, values, depth);
}

function joinedPath(
  range: Range,
  view: Viewpoint,
  syntax: ScriptSyntax,
  values: Values,
  depth: number,
): string | undefined {
  if (/^\(?\s*Split-Path\b.*(?:MyInvocation|PSCommandPath)/i.test(syntax.text.slice(range.start, range.end))) {
    return folderMark;
  }
  const join = syntax.commands.find(
    ({ name, range: own }) => own.start >= range.start && own.end <= range.end && name?.toLowerCase() === 'join-path',
  );
  if (join === undefined) {
    return undefined;
  }
  const bound = bindArguments(join, values, {
    parameters: ['path', 'childpath', 'additionalchildpath', 'resolve'],
    switches: new Set(['resolve']),
    positional: ['path', 'childpath', 'additionalchildpath'],
  });
  const parts = ['path', 'childpath', 'additionalchildpath'].flatMap((name) => {
    const value = bound.get(name)?.value;
    return value === undefined ? [] : [textOf(value, value.range, view, syntax, values, depth + 1)];
  });
  return parts.every((part) => part !== undefined) ? parts.join('/') : undefined;
}

function isLocal(name: string): boolean {
  return /[\\/]|\.(?:psm1|psd1|ps1)$/i.test(name);
}

function resolvePath(reference: string, scriptPath: string): string | undefined {
  const folder = nodePath.dirname(scriptPath);
  const text = reference.replaceAll(folderMark, folder);
  const plain = nodePath.sep === '/' ? text.replaceAll('\\', '/') : text;
  return /[$*?]/.test(plain) ? undefined : nodePath.resolve(folder, plain);
}

/** A module may be named by its manifest, its folder or its file. */
function candidatesOf(path: string): readonly string[] {
  const extension = nodePath.extname(path).toLowerCase();
  if (extension === '.psd1') {
    return [path.replace(/\.psd1$/i, '.psm1')];
  }
  if (extension === '.ps1' || extension === '.psm1') {
    return [path];
  }
  return [`${path}.psm1`, nodePath.join(path, `${nodePath.basename(path)}.psm1`), `${path}.ps1`];
}
