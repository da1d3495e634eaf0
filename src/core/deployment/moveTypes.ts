import type { ConnectionFacts, ConnectionTarget, ServiceDefinition } from '../services/types.ts';

/** Where a certificate can be taken to, and how a script finds it there. */
export const moveTargets = {
  /** Another Windows computer, for the person who runs the script there. */
  windows: 'windows',
  /** A Windows computer where a scheduled task or a service runs the script under an account of its own. */
  serviceAccount: 'windowsMachine',
  /** Linux or macOS. */
  unix: 'portable',
  container: 'portable',
  azureAutomation: 'azureAutomation',
  githubActions: 'githubActions',
} as const satisfies Readonly<Record<string, ConnectionTarget>>;

export type MoveTarget = keyof typeof moveTargets;

export interface MoveRequest {
  readonly target: MoveTarget;
  readonly service: ServiceDefinition;
  readonly facts: ConnectionFacts & { readonly applicationName: string };
  /** Who gets to read the key; for `serviceAccount` only. A checked Windows account. */
  readonly account?: string;
  /** What the PFX file is called, where it is known, without its extension. */
  readonly pfxStem?: string;
  /** File name of the script that will run there. */
  readonly scriptName: string;
}

export type MoveFileId =
  | 'connection'
  | 'module'
  | 'import'
  | 'check'
  | 'workflow'
  | 'dockerfile'
  | 'dockerignore'
  | 'compose'
  | 'start';

/** A file for the other computer. Never holds a secret. */
export interface MoveFile {
  readonly id: MoveFileId;
  /** File name, with folders where the place needs them: `.github/workflows/report.yml`. */
  readonly name: string;
  readonly language: 'powershell' | 'shellscript' | 'yaml' | 'dockerfile' | 'ignore';
  /** Lines end with `\n`. PowerShell is to be stored with a byte order mark. */
  readonly text: string;
}

/** What somebody has to do, in the order of the list. The words are the editor's. */
export type MoveStepId =
  | 'savePfx'
  | 'sendPfx'
  | 'import'
  | 'importAsAdministrator'
  | 'importOnUnix'
  | 'importToAzure'
  | 'storeCertificateSecret'
  | 'storePasswordSecret'
  | 'savePasswordFile'
  | 'addContainerFiles'
  | 'addWorkflow'
  | 'installModule'
  | 'installModuleForAll'
  | 'installModuleInAzure'
  | 'insertConnection'
  | 'insertRunbook'
  | 'check'
  | 'schedule'
  | 'scheduleOnUnix'
  | 'runContainer'
  | 'testRunbook'
  | 'runWorkflow'
  | 'removePfx'
  | 'removeAzurePfx'
  | 'keepContainerSecrets'
  | 'nothingToRemove';

export interface MoveStep {
  readonly id: MoveStepId;
  /** What to read, copy or save for it. */
  readonly files: readonly MoveFileId[];
}

/** Everything for one place, apart from what is secret. */
export interface MovePackage {
  readonly target: MoveTarget;
  /** Short name for files. */
  readonly slug: string;
  /** File name of the PFX, which the scripts look for beside them. */
  readonly pfxName: string;
  readonly files: readonly MoveFile[];
  readonly steps: readonly MoveStep[];
}
