import type { Uri } from 'vscode';

/**
 * What this extension offers to other extensions: `extensions.getExtension<EntraCertAuthApi>('entra-cert-auth.entra-cert-auth')`,
 * then `await extension.activate()`. `docs/api.md` shows how. Within one `apiVersion` nothing is taken away.
 */
export interface EntraCertAuthApi {
  readonly apiVersion: 1;
  /**
   * What a PowerShell script needs of Microsoft 365, and what is wrong with it. Nothing is run and nothing is sent.
   *
   * @param script the text, or the URI of a file; with a URI, scripts of the workspace that it imports are followed
   * @throws Error whose `name` is `NotFound`, `InvalidInput` or `UnreadableFile` and whose message is for people
   */
  checkScript(script: string | Uri): Promise<ScriptCheck>;
}

/** Plain JSON. Lines and columns count from 1. */
export interface ScriptCheck {
  /** Ids of the services the script uses, in order of appearance: `graph`, `exchangeOnline`, … */
  readonly services: readonly string[];
  readonly commands: readonly ScriptCheckCommand[];
  readonly requirements: {
    /** The smallest set of application permissions that serves the whole script. */
    readonly permissions: readonly (ApiPermission & { readonly places: readonly ScriptCheckPlace[] })[];
    readonly roles: readonly {
      /** Display name of a directory role. */
      readonly role: string;
      readonly templateId: string;
      readonly services: readonly string[];
      readonly places: readonly ScriptCheckPlace[];
    }[];
    readonly unknownCommands: readonly string[];
    /** Commands for which no application permission is documented. */
    readonly withoutPermission: readonly ScriptCheckPlace[];
    /** Requests whose permission depends on what only a run shows. */
    readonly undecided: readonly ScriptCheckPlace[];
  };
  readonly findings: readonly ScriptCheckFinding[];
}

export interface ApiPermission {
  readonly resourceAppId: string;
  readonly permission: string;
}

export interface ScriptCheckPlace {
  readonly name: string;
  readonly line: number;
  /** Set when it is another file than the script. */
  readonly path?: string;
}

export interface ScriptCheckCommand {
  readonly name: string;
  readonly line: number;
  readonly service: string | null;
  /** `catalog`, `request` (to Microsoft Graph) or `unknown`. */
  readonly kind: string;
  /** Any one suffices, least privilege first; each may be several that are needed together. */
  readonly permissions: readonly (readonly ApiPermission[])[];
  /** Directory roles of which one is needed too, smallest first. */
  readonly roles: readonly string[];
}

export interface ScriptCheckFinding {
  /** Id of the rule; `docs/rules/<id>.md` explains it. */
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  /** Which of the rule's messages it is. */
  readonly message: string;
  /** The message in the reader's language. */
  readonly sentence: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
