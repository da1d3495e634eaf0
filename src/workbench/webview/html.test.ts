import assert from 'node:assert/strict';
import { escapeHtml, html } from './html.ts';

describe('Markup of pages', () => {
  it('escapes text of a tenant wherever it stands', () => {
    const name = '<img src=x onerror="alert(1)"> & \'`';
    const page = html`<p title="${name}">${name}</p>`.text;
    assert.equal(page.match(/</g)?.length, 2);
    assert.equal(page.match(/"/g)?.length, 2);
    assert.ok(!page.includes('`') && !page.includes("'"));
    assert.equal(escapeHtml('&amp;'), '&#38;amp;');
  });

  it('keeps markup, joins lists and leaves nothing for nothing', () => {
    const rows = ['a', '<b>'].map((text) => html`<li>${text}</li>`);
    assert.equal(html`<ul>${rows}</ul>${undefined}${false}${7}`.text, '<ul><li>a</li><li>&#60;b&#62;</li></ul>7');
  });
});
