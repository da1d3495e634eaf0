import assert from 'node:assert/strict';
import { planHtml } from './planHtml.ts';
import type { PlanView } from './planView.ts';

const hostile = '</p><script>alert(1)</script>" onclick="x';

describe('The page of a plan', () => {
  const view: PlanView = {
    heading: `1 change in ${hostile}`,
    lead: [hostile],
    notes: [{ kind: 'warning', sentences: [hostile] }],
    steps: [
      {
        id: `grantPermission:${hostile}`,
        title: hostile,
        detail: hostile,
        grants: true,
        mark: 'grant',
        state: hostile,
      },
    ],
    actions: [
      { action: 'apply', label: hostile, primary: true },
      { action: 'cancel', label: 'Cancel' },
    ],
  };

  it('shows what comes from the tenant as text', () => {
    const page = planHtml(view).text;
    assert.ok(!page.includes('<script'));
    assert.ok(!page.includes('onclick="'));
    assert.equal(page.match(/alert\(1\)/g)?.length, 8);
  });

  it('starts with a heading that can take the focus, and has one primary button', () => {
    const page = planHtml(view).text;
    assert.match(page, /<h1 tabindex="-1">/);
    assert.equal(page.match(/class="primary"/g)?.length, 1);
    assert.deepEqual(
      [...page.matchAll(/data-action="(\w+)"/g)].map((match) => match[1]),
      ['apply', 'cancel'],
    );
  });

  it('says a failure at once', () => {
    const page = planHtml({ ...view, notes: [{ kind: 'failure', sentences: ['Refused.'] }] }).text;
    assert.match(page, /role="alert"/);
  });
});
