import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCatalog } from '../../catalog/catalog.ts';
import type { Catalog } from '../../catalog/types.ts';
import { analyse } from '../analyse.ts';
import { type RuleId, ruleIds, ruleSeverities } from '../ruleIds.ts';
import type { AnalysisContext } from '../types.ts';
import { rules } from './index.ts';

const folder = fileURLToPath(new URL('../../../../docs/rules/', import.meta.url));
const appId = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const thumbprint = '9CF05589A4B29BECEE6456F08A76EBC3DC2BC581';
const notAfter = '2026-12-01T00:00:00Z';
const connections = [
  {
    tenantId: '11111111-2222-3333-4444-555555555555',
    domain: 'contoso.onmicrosoft.com',
    appId,
    displayName: 'Report',
    thumbprints: [],
  },
];
const grants = new Map([[appId, { requested: [], granted: [], roles: [] }]]);

/** What the page's examples are read with, for rules that have to know more than the script. */
const contexts: Partial<Record<RuleId, Omit<AnalysisContext, 'catalog'>>> = {
  thumbprintUnknown: { certificates: [{ thumbprint, state: 'valid', notAfter }] },
  certificateExpired: { certificates: [{ thumbprint, state: 'expired', notAfter }] },
  certificateExpiring: { certificates: [{ thumbprint, state: 'expiring', notAfter }] },
  tenantMismatch: { connections },
  missingPermission: { grants },
  missingRole: { grants },
};

describe('the pages of the rules', () => {
  let catalog: Catalog;
  before(async () => {
    catalog = await loadCatalog();
  });

  it('are one for each rule, and listed', () => {
    assert.deepEqual(readdirSync(folder).sort(), ['README.md', ...ruleIds.map((id) => `${id}.md`)].sort());
    const list = readFileSync(path.join(folder, 'README.md'), 'utf8');
    for (const id of ruleIds) {
      assert.match(list, new RegExp(`\\[${id}\\]\\(${id}\\.md\\) \\| [^|]+ \\| ${ruleSeverities[id]} \\|`));
      assert.equal(rules[id].id, id);
    }
  });

  for (const id of ruleIds) {
    it(`shows what ${id} reports, and what it does not`, () => {
      const page = readFileSync(path.join(folder, `${id}.md`), 'utf8');
      const example = (heading: string) =>
        new RegExp(`## ${heading}\\n\\n\`\`\`powershell\\n([^]*?)\\n\`\`\``).exec(page)?.[1] ?? assert.fail(heading);
      const reported = (text: string) =>
        analyse(text, { catalog, ...contexts[id] }).findings.filter(({ rule }) => rule === id).length;
      assert.ok(reported(example('Not so')) > 0);
      assert.equal(reported(example('Better')), 0);
      assert.match(page, new RegExp(`\`${id}\`, ${ruleSeverities[id]} unless`));
      assert.ok(page.includes(`"entraCertAuth.rules.${id}": "off"`));
    });
  }
});
