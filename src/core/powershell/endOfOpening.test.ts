import assert from 'node:assert/strict';
import { endOfOpening } from './endOfOpening.ts';

/** The script with a mark where the opening ends. */
function marked(text: string): string {
  const end = endOfOpening(text);
  return `${text.slice(0, end)}|${text.slice(end)}`;
}

describe('endOfOpening', () => {
  for (const [what, expected] of [
    ['an empty script', '|'],
    ['a script that starts at once', '|Get-Mailbox\n'],
    ['a line comment, which may belong to the first command', '|# lists\nGet-Mailbox\n'],
    ['requirements', '#Requires -Modules A\n|Get-Mailbox\n'],
    [
      'help, requirements and using',
      '<#\n.SYNOPSIS\nx\n#>\n#Requires -Version 7\nusing namespace System\n|Get-Mailbox',
    ],
    [
      'a parameter block',
      '[CmdletBinding()]\nparam (\n  [string]$Name = (Get-Date), # )\n  $Other = ")"\n)\n|Get-Mailbox\n',
    ],
    ['no line end after the opening', 'param($a)|'],
    ['parameters of a function only', '|function f { param($a) $a }\nf 1\n'],
    ['parameters of a script block only', '|Invoke-Command { param($a) $a }\n'],
    ['a help comment further down', '|Get-Mailbox\n<# later #>\n'],
    ['windows line ends', '#Requires -Modules A\r\n|Get-Mailbox\r\n'],
    ['a block that is not closed', '|param($a\n'],
  ] as const) {
    it(`finds it in ${what}`, () => {
      assert.equal(marked(expected.replace('|', '')), expected);
    });
  }
});
