import type { Assignment, Constant, Knowledge, Range, ScriptSyntax, TemplatePart } from '../powershell/types.ts';
import { hole, joinedText } from './joinedText.ts';

/** A place in the script from which a variable is looked at. */
export interface Viewpoint {
  readonly at: number;
  /** Innermost enclosing function. */
  readonly enclosingFunction: string | undefined;
}

/** Where a variable got its value: an assignment, or the default of a parameter. */
export interface Origin extends Viewpoint {
  readonly knowledge: Knowledge;
  /** Of the value. */
  readonly range: Range;
  readonly kind: 'assignment' | 'parameter';
}

/** What parameters of a function are in one call of it. */
export type Bindings = ReadonlyMap<string, { readonly knowledge: Knowledge; readonly view: Viewpoint }>;

interface Written {
  readonly at: number;
  readonly enclosingFunction: string | undefined;
  readonly origin: Origin | undefined;
}

const deepest = 8;

/**
 * What variables of a script are, as far as reading it tells: the last assignment before the place that asks counts, of
 * the same function, else of the script.
 */
export class Values {
  readonly #syntax: ScriptSyntax;
  #written: Map<string, Written[]> | undefined;
  #members: Map<string, Assignment[]> | undefined;

  constructor(syntax: ScriptSyntax) {
    this.#syntax = syntax;
  }

  /** The assignment that gives `variable` its value at `view`; undefined when there is none or it is changed in place. */
  origin(variable: string, view: Viewpoint): Origin | undefined {
    const written = this.#writes().get(plainName(variable));
    if (written === undefined) {
      return undefined;
    }
    let script: Written | undefined;
    for (let index = lastBefore(written, view.at); index >= 0; index--) {
      const write = written[index];
      if (write?.enclosingFunction === view.enclosingFunction) {
        return write?.origin;
      }
      if (write?.enclosingFunction === undefined) {
        script ??= write;
      }
    }
    // A function may run after what follows it in the text.
    const later = () => written.find(({ enclosingFunction }) => enclosingFunction === undefined);
    return (script ?? (view.enclosingFunction === undefined ? undefined : later()))?.origin;
  }

  /** The constant that `knowledge` stands for, following variables. */
  constant(knowledge: Knowledge | undefined, view: Viewpoint): Constant | undefined {
    return this.located(knowledge, view)?.value;
  }

  /** As {@link constant}, with the range of the expression that is it, where it is not the one asked about. */
  located(
    knowledge: Knowledge | undefined,
    view: Viewpoint,
  ): { readonly value: Constant; readonly range: Range | undefined } | undefined {
    let known = knowledge;
    let from = view;
    let range: Range | undefined;
    for (let depth = 0; depth < deepest && known !== undefined; depth++) {
      if (known.value !== undefined) {
        return { value: known.value, range };
      }
      const origin: Origin | undefined = known.variable === undefined ? undefined : this.origin(known.variable, from);
      if (origin === undefined) {
        return undefined;
      }
      known = origin.knowledge;
      from = origin;
      range = origin.range;
    }
    return undefined;
  }

  /** The text `knowledge` stands for, when all of it is known. */
  string(knowledge: Knowledge | undefined, view: Viewpoint): string | undefined {
    const constant = this.constant(knowledge, view);
    if (constant?.kind === 'string') {
      return constant.value;
    }
    const text = this.text(knowledge, view);
    return text === undefined || text.includes(hole) ? undefined : text;
  }

  /**
   * The text `knowledge` stands for, with `{}` where it depends on running the script; undefined when nothing of it is
   * known.
   *
   * @param bindings what parameters of the enclosing function are
   */
  text(knowledge: Knowledge | undefined, view: Viewpoint, bindings?: Bindings, depth = 0): string | undefined {
    if (knowledge === undefined || depth > deepest) {
      return undefined;
    }
    const { value, variable, template } = knowledge;
    if (value !== undefined) {
      return constantText(value);
    }
    if (template !== undefined) {
      const parts = template.map((part) => this.#part(part, view, bindings, depth) ?? hole);
      return parts.every((part) => part === hole) ? undefined : parts.join('');
    }
    return variable === undefined ? undefined : this.#variable(variable, view, bindings, depth);
  }

  /** `$name.Member = …` between the assignment of the variable and `view`. */
  membersOf(variable: string, from: number, view: Viewpoint): readonly Assignment[] {
    const all = this.#memberWrites().get(plainName(variable)) ?? [];
    return all.filter(
      ({ range, enclosingFunction }) =>
        range.start >= from && range.start < view.at && enclosingFunction === view.enclosingFunction,
    );
  }

  #part(part: TemplatePart, view: Viewpoint, bindings: Bindings | undefined, depth: number): string | undefined {
    return part === undefined || typeof part === 'string' ? part : this.#variable(part.variable, view, bindings, depth);
  }

  #variable(name: string, view: Viewpoint, bindings: Bindings | undefined, depth: number): string | undefined {
    const bound = bindings?.get(plainName(name));
    if (bound !== undefined) {
      return this.text(bound.knowledge, bound.view, undefined, depth + 1);
    }
    const origin = this.origin(name, view);
    if (origin === undefined) {
      return undefined;
    }
    const known = this.text(origin.knowledge, origin, bindings, depth + 1);
    return known ?? this.concatenation(origin.range, origin, bindings, depth + 1);
  }

  /** Text put together with `+` or `-f` in `range`, which the parser gives no value: what is written, and `{}` for the rest. */
  concatenation(range: Range, view: Viewpoint, bindings?: Bindings, depth = 0): string | undefined {
    const text = this.#syntax.text.slice(range.start, range.end);
    // Anything longer is no address, and anything without quotes nothing that is put together here.
    return depth > deepest || text.length > 2000 || !/['"]/.test(text)
      ? undefined
      : joinedText(text, (variable) => this.#variable(variable, view, bindings, depth + 1));
  }

  #writes(): Map<string, Written[]> {
    if (this.#written === undefined) {
      this.#written = new Map();
      for (const { variable, member, compound, range, argument, enclosingFunction } of this.#syntax.assignments) {
        if (member === undefined) {
          const origin: Origin | undefined = compound
            ? undefined
            : { knowledge: argument, range: argument.range, at: range.start, enclosingFunction, kind: 'assignment' };
          addTo(this.#written, plainName(variable), { at: range.end, enclosingFunction, origin });
        }
      }
      for (const { name, range, default: value, enclosingFunction } of this.#syntax.parameters) {
        const origin: Origin | undefined =
          value === undefined
            ? undefined
            : { knowledge: value, range: value.range, at: range.start, enclosingFunction, kind: 'parameter' };
        addTo(this.#written, plainName(name), { at: range.end, enclosingFunction, origin });
      }
      for (const list of this.#written.values()) {
        list.sort((left, right) => left.at - right.at);
      }
    }
    return this.#written;
  }

  #memberWrites(): Map<string, Assignment[]> {
    if (this.#members === undefined) {
      this.#members = new Map();
      for (const assignment of this.#syntax.assignments) {
        if (assignment.member !== undefined) {
          addTo(this.#members, plainName(assignment.variable), assignment);
        }
      }
    }
    return this.#members;
  }
}

/** Lower case, without scope: `Tenant` of `$script:Tenant`. */
export function plainName(variable: string): string {
  const bare = variable.includes(':') ? variable.replace(/^(?:script|global|local|private|using):/i, '') : variable;
  return bare.toLowerCase();
}

/** Index of the last write that ends at or before `at`; -1 when none does. */
function lastBefore(written: readonly Written[], at: number): number {
  let low = 0;
  let high = written.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((written[middle]?.at ?? 0) <= at) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

/** Finds uses of a variable in text, with or without scope: `$name`, `${script:name}`, `@name`. */
export function variablePattern(name: string): RegExp {
  const escaped = name.replace(/[^\w]/g, '\\$&');
  return new RegExp(`[$@]\\{?(?:\\w+:)?${escaped}(?!\\w)`, 'gi');
}

function constantText(value: Constant): string | undefined {
  switch (value.kind) {
    case 'string':
      return value.value;
    case 'number':
      return String(value.value);
    default:
      return undefined;
  }
}

function addTo<Value>(groups: Map<string, Value[]>, key: string, value: Value): void {
  const group = groups.get(key);
  if (group === undefined) {
    groups.set(key, [value]);
  } else {
    group.push(value);
  }
}

/** Name of the innermost function around `offset`; undefined at script level. */
export function innermostFunction({ functions }: ScriptSyntax, offset: number): string | undefined {
  let innermost: ScriptSyntax['functions'][number] | undefined;
  for (const candidate of functions) {
    const { kind, range } = candidate;
    if (kind !== 'class' && kind !== 'enum' && range.start <= offset && offset < range.end) {
      innermost = candidate;
    }
  }
  return innermost?.name;
}
