import type { Catalog } from '../catalog/types.ts';
import type { Certificate, CertificateMaterial, SigningCertificate } from '../certificates/types.ts';
import type { ApplicationToken, Cloud, Tenant } from '../identity/types.ts';
import type { Clock, HttpTransport, Log } from '../shared/ports.ts';

/** What the console needs of the certificate vault. */
export interface OperationVault {
  list(): Promise<{ readonly certificates: readonly Certificate[] }>;
  /** DER, chain and friendly name, without the key. */
  material(thumbprint: string): Promise<CertificateMaterial>;
  /** The same with the private key. @throws NoPrivateKey */
  materialWithKey(thumbprint: string): Promise<CertificateMaterial>;
  add(material: CertificateMaterial): Promise<Certificate>;
  delete(thumbprint: string): Promise<unknown>;
  /** @throws NoPrivateKey */
  signingCertificate(thumbprint: string): Promise<SigningCertificate>;
}

export interface ApplicationSignIn {
  readonly appId: string;
  readonly certificate: SigningCertificate;
  /** `https://graph.microsoft.com`, without `/.default`. */
  readonly resource: string;
  readonly signal: AbortSignal | undefined;
}

/** Signs in as an application of the session's tenant. */
export type SignIn = (request: ApplicationSignIn) => Promise<ApplicationToken>;

/** The application a session stands for: commands connect as it by themselves. */
export interface SessionApplication {
  readonly appId: string;
  readonly thumbprint: string;
  readonly displayName?: string;
}

/** The files of the computer, as far as a typed path leads. Paths are as the user typed them. */
export interface FileAccess {
  /** The absolute path, for messages and results. */
  resolve(path: string): string;
  exists(path: string): Promise<boolean>;
  /** Reads at most `limit` bytes. @throws operations/fileMissing, operations/fileUnreadable */
  read(path: string, limit: number): Promise<Uint8Array>;
  /** Writes whole or not at all, mode 0600, replacing what is there. Leaves nothing behind when `chunks` fails or is cancelled. */
  write(path: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>;
}

export interface ConfirmRequest {
  /** `change`: a cmdlet that changes something; `overwrite`: a file that exists; `deleteKey`: a certificate with its private key. */
  readonly kind: 'change' | 'overwrite' | 'deleteKey';
  /** The cmdlet. */
  readonly operation: string;
  /** What it acts on: an identity, a request, a path, a subject. From the tenant or the user: neutralise before showing. */
  readonly target: string;
}

/** Asks the user. True goes on. */
export type Confirm = (request: ConfirmRequest, signal: AbortSignal | undefined) => Promise<boolean>;

export interface PromptRequest {
  /** `userName` and `password` of Get-Credential, `text` and `secret` of Read-Host. */
  readonly kind: 'text' | 'secret' | 'userName' | 'password';
  /** The words after Read-Host, or the message of Get-Credential. */
  readonly message?: string;
}

/** Reads a line from the user; masked for `secret` and `password`. */
export type Prompt = (request: PromptRequest, signal: AbortSignal | undefined) => Promise<string>;

/** Something worth a line that is not an error; the workbench words it (`operationNotices`). */
export interface Notice {
  readonly kind: 'warning' | 'information';
  readonly reason:
    | 'whatIf'
    | 'connected'
    | 'scopesIgnored'
    | 'serviceWarning'
    | 'moreResults'
    | 'undocumentedService'
    | 'waiting';
  readonly params: Readonly<Record<string, string | number | undefined>>;
}

/** Where a running line reports to. A promise holds the stream back until it settles. */
export interface OperationOutput {
  write(text: string): void | Promise<void>;
  /** An error that does not end the line. */
  error(error: Error): void | Promise<void>;
  notice(notice: Notice): void | Promise<void>;
}

export interface OperationSessionOptions {
  readonly tenant: Pick<Tenant, 'tenantId' | 'domain' | 'displayName'>;
  readonly cloud: Cloud;
  readonly application?: SessionApplication;
  readonly vault: OperationVault;
  readonly transport: HttpTransport;
  readonly signIn: SignIn;
  readonly clock: Clock;
  readonly log: Log;
  readonly files: FileAccess;
  /** Absent where nobody can be asked: changes then need `-Confirm:$false`. */
  readonly confirm?: Confirm;
  readonly prompt?: Prompt;
  readonly catalog?: Catalog;
}
