import assert from 'node:assert/strict';
import { applyEdits } from '../../core/analysis/textEdits.ts';
import { parseScript } from '../../core/powershell/parseScript.ts';
import { silencingComment } from './silencingComment.ts';

function silence(text: string, at: string): string | undefined {
  const edit = silencingComment(parseScript(text), text.indexOf(at), 'passwordLiteral');
  return edit && applyEdits(text, [edit]);
}

describe('The comment that turns a rule off for a line', () => {
  it('stands above the line, as far in as it and with its line ends', () => {
    assert.equal(
      silence('if (1) {\r\n\tConnect-X -Password p\r\n}', '-Password'),
      'if (1) {\r\n\t# entra-cert-auth: off passwordLiteral\r\n\tConnect-X -Password p\r\n}',
    );
    assert.equal(silence('Connect-X p', 'p'), '# entra-cert-auth: off passwordLiteral\nConnect-X p');
  });

  it('is not offered where it would become part of a string, a comment or a continued line', () => {
    assert.equal(silence('Connect-X `\n  -Password p', '-Password'), undefined);
    assert.equal(silence('$a = @"\n$(Connect-X p)\n"@', 'Connect-X'), undefined);
    assert.equal(silence('<#\nConnect-X\n#>', 'Connect-X'), undefined);
  });
});
