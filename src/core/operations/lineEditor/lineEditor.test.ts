import assert from 'node:assert/strict';
import { characterWidth } from '../format/displayWidth.ts';
import type { Effect } from './effects.ts';
import { isSecretLine, LineHistory } from './history.ts';
import { isIncomplete } from './inputState.ts';
import { LineEditor } from './lineEditor.ts';

const esc = '\u001b';
const controlSequence = new RegExp(`^${esc}\\[(\\d*)([A-Za-z])`);

/** As much of a terminal as the editor uses: rows of cells, a cursor, a pending wrap at the last column. */
class Screen {
  rows: string[][] = [[]];
  row = 0;
  column = 0;
  readonly width: number;

  constructor(width: number) {
    this.width = width;
  }

  write(text: string): void {
    for (let rest = text; rest !== ''; ) {
      const sequence = controlSequence.exec(rest);
      if (sequence !== null) {
        const count = Number(sequence[1] || '1');
        if (sequence[2] === 'A') {
          this.row = Math.max(0, this.row - count);
        } else if (sequence[2] === 'C') {
          this.column = Math.min(this.width - 1, this.column + count);
        } else if (sequence[2] === 'J' && sequence[1] === '') {
          this.rows.length = this.row + 1;
          this.rows[this.row] = (this.rows[this.row] ?? []).slice(0, this.column);
        } else if (sequence[2] === 'J') {
          this.rows = [[]];
        } else if (sequence[2] === 'H') {
          this.row = 0;
          this.column = 0;
        }
        rest = rest.slice(sequence[0].length);
        continue;
      }
      const [first = ''] = rest;
      const cluster = rest.startsWith('\r\n') ? '\r\n' : first;
      rest = rest.slice(cluster.length);
      if (cluster === '\r' || cluster === '\r\n') {
        this.column = 0;
      }
      if (cluster === '\n' || cluster === '\r\n') {
        this.row += 1;
      } else if (cluster !== '\r' && cluster !== '\u0007') {
        const width = characterWidth(cluster);
        if (width === 0) {
          // Joins the character before it.
          const before = this.rows[this.row] ?? [];
          const cell = before[this.column - 1] === '' ? this.column - 2 : this.column - 1;
          before[cell] = (before[cell] ?? '') + cluster;
          continue;
        }
        if (this.column + width > this.width) {
          this.row += 1;
          this.column = 0;
        }
        this.rows[this.row] ??= [];
        const row = this.rows[this.row] ?? [];
        while (row.length < this.column) {
          row.push(' ');
        }
        row[this.column] = cluster;
        if (width === 2) {
          row[this.column + 1] = '';
        }
        this.column += width;
      }
      this.rows[this.row] ??= [];
    }
  }

  get text(): string {
    return this.rows
      .map((row) => row.join(''))
      .join('\n')
      .trimEnd();
  }
}

class Typist {
  readonly history: LineHistory;
  readonly screen: Screen;
  readonly editor: LineEditor;
  readonly events: Effect[] = [];

  constructor(columns = 40, history: readonly string[] = []) {
    this.history = new LineHistory(history);
    this.screen = new Screen(columns);
    this.editor = new LineEditor({ columns, history: this.history });
    this.take(this.editor.start('PS> '));
  }

  take(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.kind === 'write') {
        this.screen.write(effect.text);
      } else {
        this.events.push(effect);
      }
    }
  }

  type(data: string): this {
    this.take(this.editor.input(data));
    return this;
  }

  get submitted(): readonly string[] {
    return this.events.flatMap((event) => (event.kind === 'submit' ? [event.text] : []));
  }
}

const left = '\u001b[D';
const wordLeft = '\u001b[1;5D';
const up = '\u001b[A';
const down = '\u001b[B';

describe('operations: line editor', () => {
  it('inserts, moves and deletes, and the screen shows what is submitted', () => {
    const typist = new Typist()
      .type('Get-Mailbx')
      .type(left)
      .type('o')
      .type('\u001b[H')
      .type('\u0005')
      .type(' -Xesult')
      .type(wordLeft)
      .type('\u001b[3~')
      .type('R');
    assert.equal(typist.screen.text, 'PS> Get-Mailbox -Result');
    assert.equal(typist.type('\r').submitted[0], 'Get-Mailbox -Result');
  });

  it('deletes by word and to the ends', () => {
    assert.equal(new Typist().type('one two three\u0017').editor.text, 'one two ');
    assert.equal(new Typist().type(`one two${wordLeft}\u000b`).editor.text, 'one ');
    assert.equal(new Typist().type(`one two${wordLeft}\u0015`).editor.text, 'two');
    assert.equal(new Typist().type('one two\u001b').editor.text, '');
  });

  it('wraps over rows and puts the cursor where it belongs', () => {
    const typist = new Typist(10).type('abcdefghijklmnop');
    assert.equal(typist.screen.text, 'PS> abcdef\nghijklmnop');
    assert.deepEqual([typist.screen.row, typist.screen.column], [2, 0]);
    typist.type('\u001b[H').type('X');
    assert.equal(typist.screen.text, 'PS> Xabcde\nfghijklmno\np');
    assert.deepEqual([typist.screen.row, typist.screen.column], [0, 5]);
    typist.type('\u001b[F').type('\u007f\u007f');
    assert.equal(typist.screen.text, 'PS> Xabcde\nfghijklmn');
  });

  it('never splits a wide character and deletes whole clusters', () => {
    const typist = new Typist(9).type('漢字漢').type('👩‍👩‍👧').type('e\u0301');
    assert.equal(typist.screen.text, 'PS> 漢字\n漢👩‍👩‍👧e\u0301');
    typist.type('\u007f').type('\u007f');
    assert.equal(typist.editor.text, '漢字漢');
    typist.type(left).type('x');
    assert.equal(typist.editor.text, '漢字x漢');
  });

  /** A terminal made narrower or wider: as in xterm, the rows of the cursor's line stay, cut at the edge. */
  function resized(screen: Screen, width: number): Screen {
    const next = new Screen(width);
    next.rows = screen.rows.map((row) => row.slice(0, width));
    next.row = screen.row;
    next.column = Math.min(screen.column, width - 1);
    return next;
  }

  it('draws itself again in a terminal of another width, over what stood there and nothing else', () => {
    for (const [from, to] of [
      [40, 20],
      [20, 40],
      [20, 8],
      [12, 80],
    ] as const) {
      for (const back of [0, 5, 20, 31]) {
        const typist = new Typist(from);
        typist.screen.rows = [[...'above']];
        typist.screen.row = 1;
        typist.screen.column = 0;
        typist.take(typist.editor.redraw());
        typist.type('Get-Mailbox -ResultSize Unlimited').type(left.repeat(back));
        const screen = resized(typist.screen, to);
        for (const effect of typist.editor.resize(to)) {
          screen.write(effect.kind === 'write' ? effect.text : '');
        }
        const expected = new Screen(to);
        expected.write('above\r\nPS> Get-Mailbox -ResultSize Unlimited');
        assert.equal(screen.text, expected.text, `${from} to ${to}, ${back} back`);
      }
    }
  });

  it('finds lines of the history backwards with Ctrl+R, and takes, runs or forgets what it found', () => {
    const history = ['Get-Mailbox -Archive', 'Get-MgUser', 'Get-Mailbox jane', 'Get-Date'];
    const typist = new Typist(60, history).type('draft').type('\u0012').type('mail');
    assert.equal(typist.editor.text, 'Get-Mailbox jane');
    assert.match(typist.screen.text, /^PS> Get-Mailbox jane\nbck-i-search: mail_$/);
    assert.equal(typist.type('\u0012').editor.text, 'Get-Mailbox -Archive');
    assert.equal(typist.type('\u0012').editor.text, 'Get-Mailbox -Archive', 'there is no older one');
    assert.equal(typist.type('\u0013').editor.text, 'Get-Mailbox jane');
    assert.match(typist.type('x').screen.text, /\nfailed-bck-i-search: mailx_$/);
    assert.equal(typist.type('\u007f').editor.text, 'Get-Mailbox jane');
    assert.equal(typist.type('\u0007').screen.text, 'PS> draft', 'cancelled');
    assert.equal(typist.type('\u0012').type('user').type('\u0005').screen.text, 'PS> Get-MgUser');
    typist.type(' -Top 1\r');
    assert.deepEqual(typist.submitted, ['Get-MgUser -Top 1']);
    const running = new Typist(60, history).type('\u0012arch\r');
    assert.deepEqual(running.submitted, ['Get-Mailbox -Archive']);
    assert.equal(running.screen.text, 'PS> Get-Mailbox -Archive', 'the line of the search is gone');
    const kept = new Typist(60, history).type('\u0012date').type(esc);
    assert.equal(kept.editor.text, 'Get-Date');
    assert.equal(kept.screen.text, 'PS> Get-Date');
    const narrow = new Typist(20, history).type('\u0012mailbox').type('\u0003');
    assert.equal(narrow.screen.text, 'PS>');
    assert.equal(narrow.events.length, 0, 'Ctrl+C ends the search, not the prompt');
  });

  it('steps through the history and gives the draft back', () => {
    const typist = new Typist(60, ['Get-Mailbox', 'Get-MgUser']).type('draft').type(up).type(up).type(up);
    assert.equal(typist.editor.text, 'Get-Mailbox');
    assert.equal(typist.type(down).editor.text, 'Get-MgUser');
    assert.equal(typist.type(down).editor.text, 'draft');
  });

  it('keeps passwords out of the history', () => {
    for (const line of [
      '$p = ConvertTo-SecureString -String "hunter2" -AsPlainText -Force',
      "ConvertTo-SecureString 'hunter2' -AsPlainText -Force",
      'ConvertTo-SecureString hunter2 -AsPlainText -Force',
      "'hunter2' | ConvertTo-SecureString -AsPlainText -Force",
      '$password = "hunter2"',
      "$clientSecret='hunter2'",
      'Connect-X -Password hunter2',
      'Connect-X -Password:"hunter2"',
      "[X509Certificate2]::new('a.pfx', 'hunter2')",
    ]) {
      assert.ok(isSecretLine(line), line);
    }
    for (const line of [
      '$mycert | Export-PfxCertificate -FilePath mycert.pfx -Password (Get-Credential).password',
      'ConvertTo-SecureString $text -AsPlainText -Force',
      '$password = Read-Host -AsSecureString',
      'Export-PfxCertificate -Password $password -FilePath a.pfx',
      'Get-Mailbox -Filter "Name -like \'*x*\'"',
    ]) {
      assert.ok(!isSecretLine(line), line);
    }
    const typist = new Typist(200).type('$password = "hunter2"\r');
    assert.deepEqual(typist.history.lines, []);
  });

  it('masks a password and takes no history or completion there', () => {
    const typist = new Typist();
    typist.take(typist.editor.input('\u0003'));
    typist.take(typist.editor.start('Password: ', { masked: true }));
    typist.type('geheim').type('\t').type(up).type('\u007f');
    assert.match(typist.screen.text, /Password: \*{5}$/);
    typist.type('\r');
    assert.deepEqual(typist.submitted, ['gehei']);
    assert.doesNotMatch(typist.screen.text, /gehei/);
    assert.deepEqual(typist.history.lines, []);
  });

  it('asks for more lines while something is open', () => {
    const typist = new Typist(60).type('$params = @{\r').type('ResultSize = 10\r').type('}\r');
    assert.match(typist.screen.text, /^PS> \$params = @\{\n>> ResultSize = 10\n>> \}$/);
    assert.deepEqual(typist.submitted, ['$params = @{\nResultSize = 10\n}']);
    for (const text of [
      'Get-Mailbox |',
      '"open',
      "@'\ntext",
      'Get-Mailbox `',
      '$a -and',
      '1,',
      '(1',
      '$x =',
      '<# comment',
    ]) {
      assert.ok(isIncomplete(text), text);
    }
    for (const text of ['', 'Get-Mailbox', 'if ($x) {', ')', "'it''s'", '# comment {']) {
      assert.ok(!isIncomplete(text), text);
    }
  });

  it('inserts a bracketed paste of several lines and runs nothing before Enter', () => {
    const typist = new Typist(60).type('\u001b[200~$x = 1\r\n$y\u0007 = 2\u001b[2J\u001b[201~');
    assert.deepEqual(typist.submitted, []);
    assert.equal(typist.editor.text, '$x = 1\n$y = 2[2J');
    typist.type('\r');
    assert.deepEqual(typist.submitted, ['$x = 1\n$y = 2[2J']);
  });

  it('waits for a paste that arrives in pieces', () => {
    const typist = new Typist(60).type('\u001b[200~abc').type('def\u001b[20').type('1~!');
    assert.equal(typist.editor.text, 'abcdef!');
  });

  it('keeps what is typed or pasted ahead for the next prompt', () => {
    const typist = new Typist(60).type('first\rsecond\rthi');
    assert.deepEqual(typist.submitted, ['first']);
    typist.take(typist.editor.start('PS> '));
    assert.deepEqual(typist.submitted, ['first', 'second']);
    typist.take(typist.editor.start('PS> '));
    assert.equal(typist.editor.text, 'thi');
  });

  it('drops what waits and says so on Ctrl+C, at the prompt and while a command runs', () => {
    const typist = new Typist(60).type('abc\u0003');
    assert.equal(typist.events.at(-1)?.kind, 'interrupt');
    assert.match(typist.screen.text, /abc\^C$/);
    typist.type('ahead\r\u0003');
    assert.equal(typist.events.filter(({ kind }) => kind === 'interrupt').length, 2);
    typist.take(typist.editor.start('PS> '));
    assert.equal(typist.editor.text, '');
  });

  it('cycles through completions both ways and takes them back on Escape', () => {
    const typist = new Typist(60).type('Get-M\t');
    const asked = typist.events.at(-1);
    assert.deepEqual(asked, { kind: 'complete', text: 'Get-M', cursor: 5 });
    const list = { start: 0, end: 5, candidates: ['Get-Mailbox', 'Get-MgUser', 'Get-Member'] };
    typist.take(typist.editor.completed(list, 'Get-M'));
    assert.equal(typist.editor.text, 'Get-Mailbox');
    assert.equal(typist.type('\t').editor.text, 'Get-MgUser');
    assert.equal(typist.type('\u001b[Z\u001b[Z').editor.text, 'Get-Member');
    assert.equal(typist.type('\u001b').editor.text, 'Get-M');
    typist.type('x');
    typist.take(typist.editor.completed(list, 'Get-M'));
    assert.equal(typist.editor.text, 'Get-Mx', 'an answer for another text is dropped');
  });

  it('clears the screen and ends on Ctrl+D at an empty line', () => {
    const typist = new Typist(60).type('abc\u000c');
    assert.equal(typist.screen.text, 'PS> abc');
    typist.type('\u001b').type('\u0004');
    assert.equal(typist.events.at(-1)?.kind, 'endOfInput');
  });
});
