/** `Core` is PowerShell 6 and later, `Desktop` is Windows PowerShell 5.1. */
export type PowerShellEdition = 'Core' | 'Desktop';

/** How a PowerShell came to this computer. */
export type InstallationSource =
  | 'setting'
  | 'extension'
  | 'windows'
  | 'msi'
  | 'store'
  | 'snap'
  | 'dotnetTool'
  | 'homebrew'
  | 'package'
  | 'path';

/** A PowerShell of this computer, known without starting it. */
export interface PowerShellInstallation {
  /** Complete path of the executable, as it is to be started. */
  readonly path: string;
  readonly edition: PowerShellEdition;
  /** As far as files and folder names tell it: `7.5.1`, `7.6.0-preview.3`, or only `7`. */
  readonly version: string | undefined;
  readonly preview: boolean;
  readonly source: InstallationSource;
  /** `$PSHOME`, with the modules that come along; undefined for a shim whose target is not known. */
  readonly home: string | undefined;
}

/** The computer a terminal is opened on, as far as finding things goes. */
export interface HostComputer {
  readonly platform: 'win32' | 'linux' | 'darwin';
  /** Looked up without regard to case on Windows. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The user's home folder. */
  readonly home: string;
  /** Nothing in these folders is ever started. */
  readonly workspaceFolders: readonly string[];
  readonly files: HostFiles;
}

/** Looking at files, never changing any. What is absent or unreadable is undefined or empty, never an error. */
export interface HostFiles {
  kind(path: string): Promise<'file' | 'program' | 'folder' | undefined>;
  /** Names in a folder. */
  list(path: string): Promise<readonly string[]>;
  /** The first `limit` bytes of a file as text. */
  read(path: string, limit: number): Promise<string | undefined>;
  /** Where a symbolic link leads; the path itself when it is none, or cannot be followed. */
  real(path: string): Promise<string>;
}

/** One version of a module as it lies on the disk. */
export interface InstalledModule {
  readonly name: string;
  /** Undefined when neither its folder nor its manifest tells. */
  readonly version: string | undefined;
  /** Editions the manifest promises; empty when it promises none, which PowerShell takes for all. */
  readonly editions: readonly PowerShellEdition[];
  /** The oldest PowerShell its manifest says it works in; undefined when it does not say. */
  readonly powerShellVersion: string | undefined;
  readonly folder: string;
}
