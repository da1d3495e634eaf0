import type { CommandParameter, CommandValue } from '../services/types.ts';
import { powershellError } from './errors.ts';
import { isSafeParameterName, quoteCommandName, quoteString } from './quote.ts';

/**
 * A command as PowerShell text, the same in Windows PowerShell 5.1 and PowerShell 7, without a line end after it.
 *
 * - `line`: `Connect-MgGraph -TenantId 'contoso.onmicrosoft.com' -NoWelcome -Certificate $certificate`
 * - `splat`: a `$parameters = @{…}` block with one aligned line each, then `Connect-MgGraph @parameters`; a command
 *   without parameters stays one line.
 *
 * Strings are quoted; an `expression` is written as it is and must be trusted.
 * @throws powershell/unsafeParameterName, powershell/repeatedParameter
 */
export function commandText(value: CommandValue, layout: 'line' | 'splat'): string {
  checkParameters(value);
  const name = quoteCommandName(value.name);
  if (value.parameters.length === 0) {
    return name;
  }
  return layout === 'line' ? `${name} ${value.parameters.map(onLine).join(' ')}` : splatted(name, value.parameters);
}

function checkParameters(value: CommandValue): void {
  const seen = new Set<string>();
  for (const { name } of value.parameters) {
    if (!isSafeParameterName(name)) {
      throw powershellError('unsafeParameterName', { name });
    }
    const key = name.toLowerCase();
    if (seen.has(key)) {
      throw powershellError('repeatedParameter', { command: value.name, name });
    }
    seen.add(key);
  }
}

function onLine({ name, value }: CommandParameter): string {
  if (typeof value === 'boolean') {
    return value ? `-${name}` : `-${name}:$false`;
  }
  return typeof value === 'string' ? `-${name} ${quoteString(value)}` : `-${name} ${asArgument(value.expression)}`;
}

/** A variable, its properties or something bracketed is an argument as it is; anything else needs parentheses. */
function asArgument(expression: string): string {
  const plain = /^\$[A-Za-z_][A-Za-z0-9_:]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*$/.test(expression);
  return plain || isBracketed(expression) ? expression : `(${expression})`;
}

/** Whether one pair of brackets, `( )`, `$( )`, `@( )` or `@{ }`, encloses all of it. */
function isBracketed(expression: string): boolean {
  const opening = /^(?:[$@]?\(|@\{)/.exec(expression);
  if (opening === null) {
    return false;
  }
  const outline = expression.replace(/'[^']*'|"[^"]*"/g, '');
  let depth = 0;
  for (let i = opening[0].length - 1; i < outline.length; i++) {
    if (outline[i] === '(' || outline[i] === '{') {
      depth++;
    } else if (outline[i] === ')' || outline[i] === '}') {
      depth--;
      if (depth === 0) {
        return i === outline.length - 1;
      }
    }
  }
  return false;
}

function splatted(name: string, parameters: readonly CommandParameter[]): string {
  const width = Math.max(...parameters.map((parameter) => parameter.name.length));
  const lines = parameters.map((parameter) => `    ${parameter.name.padEnd(width)} = ${inHashtable(parameter.value)}`);
  return ['$parameters = @{', ...lines, '}', `${name} @parameters`].join('\n');
}

function inHashtable(value: CommandParameter['value']): string {
  if (typeof value === 'boolean') {
    return value ? '$true' : '$false';
  }
  return typeof value === 'string' ? quoteString(value) : value.expression;
}
