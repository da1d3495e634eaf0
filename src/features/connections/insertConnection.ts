import { EndOfLine, l10n, type Position, Range, type TextEditor, window, workspace } from 'vscode';
import type { TextEdit } from '../../core/analysis/types.ts';
import { type ConnectionTarget, connectionTargets } from '../../core/services/types.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { connectionError } from '../../workbench/connectionError.ts';
import { askOne } from '../../workbench/prompts/prompts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { editorRange } from '../../workbench/scripts/editorRange.ts';
import { type Connection, factsOf, resolveConnection } from '../../workbench/targets/connection.ts';
import type { Replacement } from './replaceConnect.ts';

/** The block for one service as text. */
export async function connectionBlock(rooms: Rooms, options: CommandOptions): Promise<{ script: string }> {
  const asked = await askBlock(rooms, options);
  return { script: await blockText(asked) };
}

/**
 * Inserts the block into the active PowerShell editor as one undoable edit. A script that signs in to the service already
 * would sign in twice: its statement is changed instead, which a person is asked about.
 */
export async function insertConnection(rooms: Rooms, options: CommandOptions): Promise<{ inserted: true }> {
  const before = powerShellEditor();
  const asked = await askBlock(rooms, options);
  const text = before.document.getText();
  const { replacementsIn } = await import('./replaceConnect.ts');
  const { connection, target } = asked;
  const known = replacementsIn(text, await rooms.catalog(), connection.service, factsOf(connection), target);
  const [only] = known;
  const replacement = only && !options.programmatic ? await askReplacement(connection, known) : only;
  // The prompts may have taken a while: the editor must still be the one the user meant, and its text what was read.
  const editor = powerShellEditor();
  if (editor.document !== before.document) {
    throw connectionError('noEditor');
  }
  if (editor.document.getText() !== text) {
    throw connectionError('scriptChanged');
  }
  await (replacement ? replace(editor, replacement.edits) : insert(editor, await blockText(asked)));
  return { inserted: true };
}

interface AskedBlock {
  readonly connection: Connection;
  readonly target: ConnectionTarget;
}

async function askBlock(rooms: Rooms, options: CommandOptions): Promise<AskedBlock> {
  const title = l10n.t('Insert Connection Block');
  const connection = await resolveConnection(rooms, options, { title, signsIn: false });
  const target =
    options.choice('target', connectionTargets) ?? (options.programmatic ? defaultTarget() : await askTarget(title));
  return { connection, target };
}

async function blockText({ connection, target }: AskedBlock): Promise<string> {
  const { connectionBlock: build } = await import('../../core/services/connectionBlock.ts');
  return build(connection.service, factsOf(connection), target);
}

/** Which of the script's statements to change; undefined for a block of its own. */
function askReplacement({ service }: Connection, known: readonly Replacement[]): Promise<Replacement | undefined> {
  return askOne<Replacement | undefined>(
    l10n.t('Insert Connection Block'),
    l10n.t('The script connects to {0} already. Replace that?', service.name),
    [
      ...known.map((replacement) => ({
        label: l10n.t('Replace {0} in line {1}', replacement.command, replacement.line),
        description: l10n.t('it signs in with the certificate; its other parameters stay'),
        value: replacement,
      })),
      {
        label: l10n.t('Insert another connection block'),
        description: l10n.t('at the cursor; the existing statement stays'),
        value: undefined,
      },
    ],
  );
}

async function replace(editor: TextEditor, edits: readonly TextEdit[]): Promise<void> {
  const { document } = editor;
  const first = Math.min(...edits.map(({ range }) => range.start));
  const done = await editor.edit((builder) => {
    for (const { range, text } of edits) {
      builder.replace(editorRange(document, range), text);
    }
  });
  if (!done) {
    throw connectionError('readOnlyEditor');
  }
  const place = document.positionAt(first);
  editor.revealRange(new Range(place, place));
}

async function insert(editor: TextEditor, script: string): Promise<void> {
  const { place, text } = await blockAt(editor, script);
  if (!(await editor.edit((edit) => edit.insert(place, text)))) {
    throw connectionError('readOnlyEditor');
  }
  const end = editor.document.positionAt(editor.document.offsetAt(place) + text.length);
  editor.revealRange(new Range(place, end));
}

function powerShellEditor(): TextEditor {
  if (!workspace.isTrusted) {
    throw connectionError('untrustedWorkspace');
  }
  const editor = window.activeTextEditor;
  if (!editor) {
    throw connectionError('noEditor');
  }
  if (editor.document.languageId !== 'powershell') {
    throw connectionError('notPowerShell');
  }
  return editor;
}

function defaultTarget(): ConnectionTarget {
  return process.platform === 'win32' ? 'windows' : 'portable';
}

async function askTarget(title: string): Promise<ConnectionTarget> {
  const choices = [
    {
      label: l10n.t('Windows'),
      description: l10n.t('thumbprint, certificate in the store of the account that runs the script'),
      value: 'windows' as const,
    },
    {
      label: l10n.t('Windows, scheduled task or service'),
      description: l10n.t('certificate in the store of the computer, readable for the account'),
      value: 'windowsMachine' as const,
    },
    {
      label: l10n.t('Linux, macOS, containers'),
      description: l10n.t('PFX file, path and password from environment variables'),
      value: 'portable' as const,
    },
    {
      label: 'Azure Automation',
      description: l10n.t('certificate asset of the Automation account'),
      value: 'azureAutomation' as const,
    },
    {
      label: 'GitHub Actions',
      description: l10n.t('PFX and password from secrets of the repository'),
      value: 'githubActions' as const,
    },
  ];
  const usual = defaultTarget();
  const ordered = [...choices].sort((a, b) => Number(b.value === usual) - Number(a.value === usual));
  return askOne(title, l10n.t('Where will the script run?'), ordered);
}

/**
 * Where the block goes and what goes there: at the caret's line; at the top of a file (where nobody has chosen a place)
 * below what must stay first, which is `#Requires`, `using` and `param`. Line ends are the document's.
 */
async function blockAt(editor: TextEditor, script: string): Promise<{ place: Position; text: string }> {
  const { document } = editor;
  const caret = editor.selection.active;
  const { endOfOpening } = await import('../../core/powershell/endOfOpening.ts');
  const place = caret.line === 0 ? document.positionAt(endOfOpening(document.getText())) : caret.with({ character: 0 });
  const startsLine = place.character === 0;
  const emptyAfter = document.lineAt(place.line).text.slice(place.character).trim() === '';
  const text = `${startsLine ? '' : '\n\n'}${script}${emptyAfter ? '' : '\n'}`;
  return { place, text: document.eol === EndOfLine.CRLF ? text.replaceAll('\n', '\r\n') : text };
}
