import assert from 'node:assert/strict';
import { loadCatalog } from '../../catalog/catalog.ts';
import type { Catalog } from '../../catalog/types.ts';
import { analyse } from '../analyse.ts';
import type { RuleId } from '../ruleIds.ts';
import { applyEdits } from '../textEdits.ts';
import type { AnalysisContext, FindingParams } from '../types.ts';

type Context = Omit<AnalysisContext, 'catalog'>;

/** A script in which `⟦` and `⟧` stand around what the rule must report, in order. */
export interface RuleCase {
  readonly text: string;
  readonly message: string;
  readonly params?: FindingParams;
  readonly context?: Context;
  /** The text after the first edit that is offered; null: no edit is. */
  readonly fixed?: string | null;
}

/** Describes a rule by scripts it reports and scripts it says nothing about. */
export function describeRule(
  rule: RuleId,
  reported: Readonly<Record<string, RuleCase>>,
  silent: Readonly<Record<string, string | { readonly text: string; readonly context: Context }>>,
  context: Context = {},
): void {
  describe(rule, () => {
    let catalog: Catalog;
    before(async () => {
      catalog = await loadCatalog();
    });
    const findingsOf = (text: string, own: Context | undefined) =>
      analyse(text, { catalog, ...context, ...own }).findings.filter((finding) => finding.rule === rule);

    for (const [title, { text, message, params, fixed, context: own }] of Object.entries(reported)) {
      it(`reports ${title}`, () => {
        const plain = text.replace(/[⟦⟧]/g, '');
        const found = findingsOf(plain, own);
        assert.deepEqual(
          found.map(({ range }) => plain.slice(range.start, range.end)),
          [...text.matchAll(/⟦([^⟧]*)⟧/g)].map((match) => match[1]),
        );
        const [first] = found;
        assert.ok(first);
        assert.equal(text.indexOf('⟦'), first.range.start);
        assert.equal(first.message, message);
        if (params !== undefined) {
          assert.deepEqual(first.params, params);
        }
        const edit = first.fixes.find((fix) => fix.kind === 'edit');
        if (fixed !== undefined) {
          assert.equal(edit === undefined ? null : applyEdits(plain, edit.edits), fixed);
        }
        if (typeof fixed === 'string') {
          assert.deepEqual(findingsOf(fixed, own).slice(0, found.length - 1), [], 'still reported after the fix');
        }
      });
    }

    for (const [title, given] of Object.entries(silent)) {
      it(`says nothing about ${title}`, () => {
        const { text, context: own } = typeof given === 'string' ? { text: given, context: undefined } : given;
        assert.deepEqual(findingsOf(text, own), []);
      });
    }
  });
}
