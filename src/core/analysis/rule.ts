import type { Range } from '../powershell/types.ts';
import type { RuleId } from './ruleIds.ts';
import type { ScriptModel } from './scriptModel.ts';
import type { CommandRequirement, FindingParams, Fix } from './types.ts';

/** What a rule says about one place. */
export interface Report<Message extends string> {
  readonly message: Message;
  readonly range: Range;
  readonly params?: FindingParams;
  readonly fixes?: readonly Fix[];
}

export interface RuleInput {
  readonly script: ScriptModel;
  /** Of the script itself, not of what it imports. */
  readonly requirements: readonly CommandRequirement[];
}

/** One rule. Silence is a feature: it reports what is certain, and nothing where it cannot know. */
export interface Rule<Message extends string = string> {
  readonly id: RuleId;
  /** Keys of its sentences. */
  readonly messages: readonly Message[];
  check(input: RuleInput): Iterable<Report<Message>>;
}
