import { Disposable, Uri, workspace } from 'vscode';
import type { LinkedScript } from '../../core/analysis/types.ts';
import { disposeAll } from '../disposeAll.ts';
import { lazy } from '../lazy.ts';
import { fileBytes, fileState } from './scriptBytes.ts';

const longestLinked = 1024 * 1024;

/** Milliseconds for which what was read is not read again. */
const shared = 1000;

/** Lines that may lead to another script. As long as they stay the same, so does what the script is linked with. */
const linking = /^.*(?:\.psm?1|\.psd1|\bimport-module\b|\bipmo\b|\busing\s+module\b).*$/gim;

/** Asked for every script of a workspace at once. */
const following = lazy(() => import('../../core/analysis/followScripts.ts'));
const decoding = lazy(() => import('../../core/powershell/decodeScript.ts'));

interface Known {
  readonly lines: string;
  readonly generation: number;
  readonly linked: Promise<readonly LinkedScript[]>;
}

/**
 * The scripts of the workspace that scripts dot-source, import or run. What a script is linked with is read again when its
 * linking lines change or a script file does, not with every keystroke.
 */
export class LinkedScripts extends Disposable {
  readonly #known = new Map<string, Known>();
  readonly #texts = new Map<string, Promise<string | undefined>>();
  #readSince = 0;
  #generation = 0;

  /** @param onDidChange called when what was given may be out of date */
  constructor(onDidChange: () => void) {
    const renew = (uris: readonly Uri[]) => {
      if (uris.some(({ path }) => /\.ps[md]?1$/i.test(path))) {
        this.#generation++;
        this.#texts.clear();
        if (this.#known.size > 0) {
          onDidChange();
        }
      }
    };
    const owned = disposeAll([
      workspace.onDidSaveTextDocument(({ uri }) => renew([uri])),
      workspace.onDidCreateFiles(({ files }) => renew(files)),
      workspace.onDidDeleteFiles(({ files }) => renew(files)),
      workspace.onDidRenameFiles(({ files }) => renew(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri]))),
      workspace.onDidCloseTextDocument(({ uri }) => this.#known.delete(uri.toString())),
    ]);
    super(() => owned.dispose());
  }

  /** The scripts linked with the text at `uri`, each once; none for a text that is not kept anywhere. */
  async of(uri: Uri, text: string): Promise<readonly LinkedScript[]> {
    const lines = text.match(linking)?.join('\n') ?? '';
    if (lines === '' || uri.scheme === 'untitled') {
      return [];
    }
    const key = uri.toString();
    const known = this.#known.get(key);
    if (known?.lines === lines && known.generation === this.#generation) {
      return known.linked;
    }
    const linked = this.#follow(uri, text);
    this.#known.set(key, { lines, generation: this.#generation, linked });
    return linked;
  }

  async #follow(uri: Uri, text: string): Promise<readonly LinkedScript[]> {
    const { followScripts } = await following();
    return followScripts(text, scriptPath(uri), async (path) => {
      const linked = linkedUri(uri, path);
      return linked && this.#read(linked);
    });
  }

  /** Many scripts link the same one: those that are looked at together share what was read of it. */
  #read(uri: Uri): Promise<string | undefined> {
    const now = performance.now();
    if (now - this.#readSince > shared) {
      this.#texts.clear();
      this.#readSince = now;
    }
    const key = uri.toString();
    const text = this.#texts.get(key) ?? readText(uri);
    this.#texts.set(key, text);
    return text;
  }
}

/** The path core knows a script by. */
export function scriptPath(uri: Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.path;
}

/** Reads a script that the one at `origin` names, as it stands in the editor; undefined outside the workspace and its folder. */
export async function readLinked(origin: Uri, path: string): Promise<string | undefined> {
  const uri = linkedUri(origin, path);
  return uri && readText(uri);
}

/** Where the script is that the one at `origin` names; undefined outside the workspace and the folder of `origin`. */
function linkedUri(origin: Uri, path: string): Uri | undefined {
  const uri =
    origin.scheme === 'file'
      ? Uri.file(path)
      : origin.with({ path: path.replace(/^[a-z]:/i, '').replaceAll('\\', '/') });
  return workspace.getWorkspaceFolder(uri) !== undefined || isBelow(uri, origin) ? uri : undefined;
}

async function readText(uri: Uri): Promise<string | undefined> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) {
    return open.getText();
  }
  try {
    const { folder, size } = await fileState(uri);
    if (folder || size > longestLinked) {
      return undefined;
    }
    const { decodeScript } = await decoding();
    return decodeScript(await fileBytes(uri)).text;
  } catch {
    // Not there, or not readable: the script is analysed without it.
    return undefined;
  }
}

/** Whether a file lies in the folder of another, or below. */
function isBelow({ path }: Uri, { path: other }: Uri): boolean {
  return !path.includes('/../') && path.startsWith(other.slice(0, other.lastIndexOf('/') + 1));
}
