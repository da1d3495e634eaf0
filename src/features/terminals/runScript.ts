import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, isAbsolute, join } from 'node:path';
import {
  l10n,
  type Terminal,
  TerminalExitReason,
  type TerminalExitStatus,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';
import { hostingError } from '../../core/hosting/errors.ts';
import { Cancelled } from '../../workbench/cancelled.ts';
import { CommandOptions, optionError } from '../../workbench/commandOptions.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { isScript } from '../../workbench/scripts/isScript.ts';
import { ScriptBindings } from '../../workbench/scripts/scriptBindings.ts';
import { type Identity, resolveIdentity } from '../../workbench/targets/connection.ts';
import type { PowerShell } from './powerShell.ts';

export interface ScriptRun {
  readonly terminal: string;
  /** Services that were connected for the script. */
  readonly services: readonly string[];
  readonly exitCode: number;
  /** Of the script alone. */
  readonly milliseconds: number;
}

const pause = 250;

/**
 * Runs a script in a fresh PowerShell that is connected to the services the script uses; those it connects itself are left
 * to it. Resolves when the script has ended.
 */
export async function runScript(
  rooms: Rooms,
  powerShell: PowerShell,
  options: CommandOptions,
): Promise<ScriptRun | undefined> {
  if (!workspace.isTrusted) {
    throw hostingError('untrustedWorkspace');
  }
  const document = await savedScript(options);
  const path = document.uri.fsPath;
  const file = basename(path);
  const { scriptServices } = await import('./scriptServices.ts');
  const { used, toConnect } = scriptServices(document.getText());
  if (used.length === 0) {
    throw hostingError('scriptUsesNoService', { file });
  }
  const identity = toConnect.length === 0 ? undefined : await identityFor(rooms, options, document);
  const { handOverPrefix } = await import('../../core/hosting/handOverNames.ts');
  const folder = await mkdtemp(join(tmpdir(), `${handOverPrefix}${process.pid}-`));
  try {
    const report = join(folder, 'report');
    const started = await powerShell.start({
      ...(identity ? { identity } : {}),
      services: toConnect,
      name: file,
      run: { script: path, report },
      programmatic: options.programmatic,
    });
    const terminal = window.createTerminal(started);
    terminal.show();
    const ended = await reportOf(terminal, report);
    switch (ended.how) {
      case 'closed':
        return undefined;
      case 'failed':
        throw hostingError('scriptNotRun', { file });
      case 'neverStarted':
        throw hostingError('shellEnded', { file, shell: started.shellPath ?? '', exitCode: ended.exitCode });
      case 'ended': {
        const { exitCode, milliseconds } = ended;
        return { terminal: file, services: toConnect.map(({ id }) => id), exitCode, milliseconds };
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The script as a file; what was typed since is saved first, as the editor does before it runs something. */
async function savedScript(options: CommandOptions): Promise<TextDocument> {
  const path = options.text('path');
  const uri = options.text('uri') ?? options.uri;
  const document =
    path !== undefined
      ? await open(completePath(path))
      : uri !== undefined
        ? await open(Uri.parse(uri, true))
        : window.activeTextEditor?.document;
  if (document === undefined) {
    throw hostingError('noScript');
  }
  if (!isScript(document) && extname(document.uri.path).toLowerCase() !== '.ps1') {
    throw hostingError('notAScript');
  }
  const saved = document.isUntitled && !options.programmatic ? await saveAs(document) : document;
  if (saved.uri.scheme !== 'file' || (saved.isDirty && !(await saved.save()))) {
    throw hostingError('scriptNotSaved', { file: basename(saved.uri.path) });
  }
  // Anything else PowerShell would hand to whatever program opens such files.
  if (extname(saved.uri.path).toLowerCase() !== '.ps1') {
    throw hostingError('notRunnable', { file: basename(saved.uri.path) });
  }
  return saved;
}

/** Asks where to: PowerShell runs files. */
async function saveAs(document: TextDocument): Promise<TextDocument> {
  const uri = await workspace.save(document.uri);
  if (uri === undefined) {
    throw new Cancelled();
  }
  return open(uri);
}

function completePath(path: string): Uri {
  if (!isAbsolute(path)) {
    throw optionError('notAbsolute', { value: path });
  }
  return Uri.file(path);
}

async function open(uri: Uri): Promise<TextDocument> {
  try {
    return await workspace.openTextDocument(uri);
  } catch (error) {
    throw hostingError('scriptNotFound', { file: uri.fsPath }, error);
  }
}

/** Who the script runs as: as told, as it was checked before, or as the user picks. */
async function identityFor(rooms: Rooms, options: CommandOptions, { uri }: TextDocument): Promise<Identity> {
  const asking = { title: l10n.t('Run Script with Certificate Sign-In'), signsIn: true };
  if (options.text('appId') === undefined && options.text('tenantId') === undefined) {
    const bound = await new ScriptBindings(rooms.store).get(uri.toString());
    if (bound !== undefined) {
      return resolveIdentity(rooms, new CommandOptions(bound, () => !options.programmatic), asking);
    }
  }
  return resolveIdentity(rooms, options, asking);
}

type Ending =
  | { readonly how: 'ended'; readonly exitCode: number; readonly milliseconds: number }
  /** Connecting failed, and the script was not run. */
  | { readonly how: 'failed' }
  | { readonly how: 'neverStarted'; readonly exitCode: number }
  /** By the user, who wants to know no more. */
  | { readonly how: 'closed' };

/** Waits until the terminal reports how the script ended, or ends itself. */
async function reportOf(terminal: Terminal, report: string): Promise<Ending> {
  let running: number | undefined;
  for (;;) {
    // What is reported last is written before the terminal ends.
    const { exitStatus } = terminal;
    const text = await readFile(report, 'utf8').catch(() => '');
    const [, exitCode, milliseconds] = /^(-?\d+) (\d+)\s*$/.exec(text) ?? [];
    if (exitCode !== undefined) {
      return { how: 'ended', exitCode: Number(exitCode), milliseconds: Number(milliseconds) };
    }
    if (text.startsWith('failed')) {
      return { how: 'failed' };
    }
    if (text.startsWith('running')) {
      running ??= performance.now();
    }
    if (exitStatus !== undefined) {
      return endingOf(exitStatus, running);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** The terminal is gone without a word: a script can end PowerShell itself, and a PowerShell that is broken ends at once. */
function endingOf({ code, reason }: TerminalExitStatus, running: number | undefined): Ending {
  if (code === undefined || reason === TerminalExitReason.User || reason === TerminalExitReason.Shutdown) {
    return { how: 'closed' };
  }
  return running === undefined
    ? { how: 'neverStarted', exitCode: code }
    : { how: 'ended', exitCode: code, milliseconds: Math.round(performance.now() - running) };
}
