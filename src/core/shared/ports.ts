/**
 * What core needs from the world around it. The workbench implements these on VS Code; tests and the sample tenant
 * server on plain Node.
 */

/** Every secret the product keeps. A new kind of secret is a change of this type, and so of its review. */
export type SecretKey =
  /** PKCS#8 PEM. */
  | `certificate/${string}/privateKey`
  /** The password of the last PFX exported with a generated password. */
  | `certificate/${string}/pfxPassword`
  /** MSAL's serialized token cache of one signed-in tenant. */
  | `tenant/${string}/tokenCache`;

/** The one gate to secrets. Values are never logged, kept on fields or passed on to anything but their one reader. */
export interface SecretStore {
  get(key: SecretKey): Promise<string | undefined>;
  set(key: SecretKey, value: string): Promise<void>;
  delete(key: SecretKey): Promise<void>;
}

/** Durable JSON values that are not secret. Writing one key never disturbs another, also from a second window. */
export interface KeyValueStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  /** Keys that start with `prefix`, sorted. */
  keys(prefix: string): Promise<readonly string[]>;
}

/** The shape of `fetch`; the sample tenant implements it in memory. */
export type HttpTransport = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface Clock {
  now(): Date;
  /** Resolves after `milliseconds`; rejects with an `AbortError` when `signal` aborts first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Ids, codes, durations, thumbprints; never bodies, headers, tokens, passwords or key bytes. */
export interface Log {
  trace(message: string, details?: LogDetails): void;
  debug(message: string, details?: LogDetails): void;
  info(message: string, details?: LogDetails): void;
  warn(message: string, details?: LogDetails): void;
  error(message: string, details?: LogDetails): void;
}

export type LogDetails = Readonly<Record<string, unknown>>;
