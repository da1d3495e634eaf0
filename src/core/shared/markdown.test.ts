import assert from 'node:assert/strict';
import { escapeMarkdown, inlineCode } from './markdown.ts';

describe('Markdown', () => {
  it('shows hostile names as they are written', () => {
    assert.equal(escapeMarkdown('[a](command:x) $(zap) <b>'), '\\[a\\](command:x) \\$(zap) &lt;b>');
    assert.equal(escapeMarkdown('a\n# b\u202Ec'), 'a # b c');
    assert.equal(escapeMarkdown('&lt;'), '&amp;lt;');
  });

  it('keeps what would begin a list, a heading or a quotation from doing so', () => {
    assert.equal(escapeMarkdown('- a'), '\\- a');
    assert.equal(escapeMarkdown('# a'), '\\# a');
    assert.equal(escapeMarkdown('> a'), '\\> a');
    assert.equal(escapeMarkdown('12. a'), '12\\. a');
    assert.equal(escapeMarkdown('_a_ **b** ~c~ `d` | $e$'), '\\_a\\_ \\*\\*b\\*\\* \\~c\\~ \\`d\\` \\| \\$e\\$');
  });

  it('links no address that was not meant as a link', () => {
    assert.equal(escapeMarkdown('https://evil.example'), 'https:\\//evil.example');
    assert.equal(escapeMarkdown('www.evil.example'), 'www\\.evil.example');
    assert.equal(escapeMarkdown('admin@evil.example'), 'admin\\@evil.example');
  });

  it('leaves names legible that need no escaping', () => {
    for (const name of [
      'Get-Mailboxes.ps1',
      'Security & Compliance',
      'User.Read.All',
      'my_old_script (2).ps1',
      'Ready!',
    ]) {
      assert.equal(escapeMarkdown(name), name);
    }
  });

  it('keeps a name inside its code span', () => {
    assert.equal(inlineCode('a`**b**`\nc'), "`a'**b**' c`");
  });
});
