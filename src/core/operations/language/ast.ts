/** What the console understands of a line, as data. */

export interface Statement {
  /** `$name = …` or `$name += …`; undefined when the output is shown. */
  readonly assign?: { readonly variable: string; readonly operator: '=' | '+=' };
  readonly pipeline: readonly PipelineElement[];
}

export type PipelineElement =
  | { readonly kind: 'expression'; readonly expression: Expression }
  | {
      readonly kind: 'command';
      readonly name: Expression | string;
      readonly start: number;
      readonly elements: readonly CommandElement[];
    };

export type CommandElement =
  /** `-Name`, or `-Name:value` with `value`. */
  | { readonly kind: 'parameter'; readonly name: string; readonly value?: Expression }
  | { readonly kind: 'argument'; readonly value: Expression }
  | { readonly kind: 'splat'; readonly variable: string };

export type Expression =
  | { readonly kind: 'constant'; readonly value: string | number | boolean | null }
  /** A number written as a bare argument. */
  | { readonly kind: 'literalNumber'; readonly value: number; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string }
  /** An expandable string: text and holes in order. */
  | { readonly kind: 'template'; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: 'array'; readonly items: readonly Expression[] }
  | { readonly kind: 'hashtable'; readonly entries: readonly (readonly [Expression, Expression])[] }
  /** `( … )`, `$( … )` and `@( … )`; the last always gives an array. */
  | { readonly kind: 'group'; readonly statements: readonly Statement[]; readonly asArray: boolean }
  | { readonly kind: 'scriptBlock'; readonly statements: readonly Statement[]; readonly text: string }
  | { readonly kind: 'type'; readonly name: string }
  | { readonly kind: 'cast'; readonly type: string; readonly operand: Expression }
  | {
      readonly kind: 'member';
      readonly target: Expression;
      readonly name: string;
      readonly isStatic: boolean;
      readonly start: number;
    }
  | {
      readonly kind: 'call';
      readonly target: Expression;
      readonly name: string;
      readonly isStatic: boolean;
      readonly arguments: readonly Expression[];
    }
  | { readonly kind: 'index'; readonly target: Expression; readonly index: Expression }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression };
