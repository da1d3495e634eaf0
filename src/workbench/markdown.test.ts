import assert from 'node:assert/strict';
import { escapeMarkdown, inlineCode } from './markdown.ts';

describe('Markdown', () => {
  it('shows hostile names as they are written', () => {
    assert.equal(escapeMarkdown('[a](command:x) $(zap) <b>'), '\\[a\\]\\(command:x\\) \\$\\(zap\\) &lt;b\\>');
    assert.equal(escapeMarkdown('a\n# b\u202Ec'), 'a \\# b c');
    assert.equal(escapeMarkdown('&lt;'), '&amp;lt;');
  });

  it('keeps a name inside its code span', () => {
    assert.equal(inlineCode('a`**b**`\nc'), "`a'**b**' c`");
  });
});
