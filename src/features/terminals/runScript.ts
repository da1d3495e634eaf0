import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, isAbsolute, join } from 'node:path';
import { l10n, type Terminal, type TextDocument, Uri, window, workspace } from 'vscode';
import { hostingError } from '../../core/hosting/errors.ts';
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
    if (ended === undefined) {
      return undefined;
    }
    if (ended === 'failed') {
      throw hostingError('scriptNotRun', { file });
    }
    return { terminal: file, services: toConnect.map(({ id }) => id), ...ended };
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
  const file = basename(document.uri.path);
  if (document.uri.scheme !== 'file' || (document.isDirty && !(await document.save()))) {
    throw hostingError('scriptNotSaved', { file });
  }
  return document;
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

/** What the terminal reports when the script has ended; undefined when it was closed before. */
async function reportOf(
  terminal: Terminal,
  report: string,
): Promise<Pick<ScriptRun, 'exitCode' | 'milliseconds'> | 'failed' | undefined> {
  for (;;) {
    const text = await readFile(report, 'utf8').catch(() => '');
    const [, exitCode, milliseconds] = /^(-?\d+) (\d+)\s*$/.exec(text) ?? [];
    if (exitCode !== undefined) {
      return { exitCode: Number(exitCode), milliseconds: Number(milliseconds) };
    }
    if (text.startsWith('failed')) {
      return 'failed';
    }
    if (terminal.exitStatus !== undefined) {
      return undefined;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
