import type { Steps } from '../shared/slices.ts';
import type { RuleInput } from './rule.ts';
import { type RuleId, ruleIds, ruleSeverities } from './ruleIds.ts';
import { rules } from './rules/index.ts';
import type { ScriptModel } from './scriptModel.ts';
import type { Finding, Severity } from './types.ts';

/**
 * What the rules say about a script, by offset. A rule is turned off by its severity, and for one line by a comment on it
 * or above it: `# entra-cert-auth: off passwordLiteral` (without a name: every rule). A rule a step.
 */
export function* findingSteps(input: RuleInput): Steps<readonly Finding[]> {
  const { script } = input;
  const off = silencedLines(script);
  const found: Finding[] = [];
  for (const id of ruleIds) {
    const severity: Severity | 'off' = script.context.severities?.[id] ?? ruleSeverities[id];
    if (severity === 'off') {
      continue;
    }
    yield;
    for (const { message, range, params = {}, fixes = [] } of rules[id].check(input)) {
      if (!isSilenced(off, script.lineOf(range.start), id)) {
        found.push({ rule: id, message, severity, range, params, fixes });
      }
    }
  }
  return found.sort((left, right) => left.range.start - right.range.start);
}

type Silenced = ReadonlyMap<number, ReadonlySet<string>>;

function isSilenced(off: Silenced, line: number, id: RuleId): boolean {
  const names = off.get(line);
  return names !== undefined && (names.size === 0 || names.has(id.toLowerCase()));
}

/** By line the rules (lower case) that a comment turns off there; none named means all. */
function silencedLines(script: ScriptModel): Silenced {
  const lines = new Map<number, ReadonlySet<string>>();
  if (!/#\s*entra-cert-auth:/i.test(script.text)) {
    return lines;
  }
  for (const { range, kind } of script.syntax.comments) {
    const match = /^#\s*entra-cert-auth:\s*off\b([^\r\n]*)/i.exec(script.text.slice(range.start, range.end));
    if (match === null || kind !== 'line') {
      continue;
    }
    const named = (match[1] ?? '').toLowerCase().match(/[a-z]+/g) ?? [];
    const names = new Set(named.filter((name) => ruleIds.some((id) => id.toLowerCase() === name)));
    const { line, character } = script.positionOf(range.start);
    const alone = script.text.slice(range.start - character, range.start).trim() === '';
    lines.set(alone ? line + 2 : line + 1, names);
  }
  return lines;
}
