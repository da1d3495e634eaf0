import { type FoundCode, findAadstsCodes } from './aadstsCodes.ts';
import { type CompactText, compactText } from './compactText.ts';
import { type ExplanationId, explanationIds, knownErrors } from './entries/index.ts';
import type { Entry } from './entry.ts';
import { readFacts } from './facts.ts';
import { fixFor } from './fixFor.ts';
import { type CompiledPhrase, compilePhrase, findPhrase, type Span } from './phrases.ts';
import { readableText } from './readableText.ts';
import type { ErrorFacts, Explanation } from './types.ts';

export interface ExplainOptions {
  /** The text is one line of a terminal; a message may go on below it. */
  readonly oneLine?: boolean;
}

const linesBefore = 700;
const linesAfter = 1800;
/** Where a wording stands many times and its facts are somebody else's, so many places are looked at. */
const mostPlaces = 25;

interface Source {
  readonly text: string;
  readonly compact: CompactText;
  readonly codes: readonly FoundCode[];
  readonly oneLine: boolean;
  readonly facts: (span: Span) => ErrorFacts;
}

/**
 * The errors a text contains, most specific first, each once. The text is what people paste: output of a terminal or a
 * log, with colours, wrapped lines and whatever else; a megabyte takes a fraction of a second.
 */
export function explain(text: string, { oneLine = false }: ExplainOptions = {}): readonly Explanation[] {
  const compact = compactText(text);
  const read = new Map<string, ErrorFacts>();
  const source: Source = {
    text,
    compact,
    codes: findAadstsCodes(text, compact),
    oneLine,
    facts: (span) => {
      const key = `${span.start}-${span.end}`;
      const known = read.get(key) ?? factsAround(text, span);
      read.set(key, known);
      return known;
    },
  };
  const found = explanationIds.flatMap((id) => {
    const explanation = explainAs(id, knownErrors[id], source);
    return explanation ? [explanation] : [];
  });
  return [...found, ...otherCodes(source)].sort((a, b) => tellingOf(b.id) - tellingOf(a.id));
}

function tellingOf(id: ExplanationId): number {
  return knownErrors[id].telling ?? 2;
}

function explainAs(id: ExplanationId, entry: Entry, source: Source): Explanation | undefined {
  for (const place of placesOf(id, entry, source)) {
    const facts = implied(entry, { ...source.facts(place), ...('code' in place ? { aadsts: place.code } : {}) });
    if (entry.when?.(facts) !== false) {
      return explanation(id, entry, facts, place);
    }
  }
  return undefined;
}

function explanation(id: ExplanationId, entry: Entry, facts: ErrorFacts, { start, end }: Span): Explanation {
  const wrong = new Set<string>(entry.wrong);
  const right: ErrorFacts = Object.fromEntries(Object.entries(facts).filter(([name]) => !wrong.has(name)));
  return {
    id,
    facts,
    ...(entry.check ? { check: { kind: entry.check, ...facts } } : {}),
    fixes: entry.fixes.map((fix) => fixFor(fix, right)).filter((fix) => fix !== undefined),
    ...(entry.documentation ? { documentation: entry.documentation } : {}),
    start,
    end,
  };
}

/** What the error itself implies wins, except that Security & Compliance speaks with the words of Exchange. */
function implied({ implies = {} }: Entry, facts: ErrorFacts): ErrorFacts {
  const compliance = facts.service === 'securityCompliance' && implies.service === 'exchangeOnline';
  return { ...facts, ...implies, ...(compliance ? { service: facts.service } : {}) };
}

function* placesOf(id: ExplanationId, entry: Entry, source: Source): Generator<Span | FoundCode> {
  yield* source.codes.filter(({ code }) => entry.aadsts?.includes(numberOf(code)));
  const { text, offsets } = source.compact;
  for (const phrase of compiled(id)) {
    let from = 0;
    for (let count = 0; count < mostPlaces; count++) {
      const span = findPhrase(text, phrase, { from, partial: source.oneLine });
      if (!span || span.start < from) {
        break;
      }
      yield { start: offsets[span.start] ?? 0, end: (offsets[span.end - 1] ?? 0) + 1 };
      from = span.end;
    }
  }
  const exact = entry.exactly?.exec(source.text);
  if (exact) {
    yield { start: exact.index, end: exact.index + exact[0].length };
  }
}

/** Codes that no entry knows. */
function otherCodes(source: Source): readonly Explanation[] {
  const other = source.codes.find((found) => {
    const { code, end } = found;
    const cut = source.oneLine && source.text.slice(end).trim() === '';
    return !explanationIds.some((id) =>
      knownErrors[id].aadsts?.some((known) =>
        // The rest of it may stand on the next line.
        cut ? `AADSTS${known}`.startsWith(code) : known === numberOf(code),
      ),
    );
  });
  return other
    ? [explanation('refused', knownErrors.refused, { ...source.facts(other), aadsts: other.code }, other)]
    : [];
}

function numberOf(code: string): number {
  return Number(code.slice('AADSTS'.length));
}

/** The lines of the error and those after it first, so that an error before it does not lend its facts. */
function factsAround(text: string, { start, end }: Span): ErrorFacts {
  const line = Math.max(text.lastIndexOf('\n', start), start - linesBefore) + 1;
  const after = readableText(text.slice(Math.max(0, line), end + linesAfter));
  const before = readableText(text.slice(Math.max(0, line - linesBefore), Math.max(0, line)));
  return readFacts([after, before]);
}

const phrases = new Map<ExplanationId, readonly CompiledPhrase[]>();

function compiled(id: ExplanationId): readonly CompiledPhrase[] {
  const known = phrases.get(id) ?? (knownErrors[id].says ?? []).map(compilePhrase);
  phrases.set(id, known);
  return known;
}
