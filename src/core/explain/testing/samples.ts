import type { ErrorFacts } from '../types.ts';

export const app = '9f8c2f52-5a6b-4f3e-8f51-0a1b2c3d4e5f';
export const tenant = '7c1d2e3f-4a5b-4c6d-8e7f-001122334455';
export const thumbprint = '9CF0A1B2C3D4E5F60718293A4B5C6D7E8F90C581';

/** What follows every message of the token endpoint. */
export const tail =
  'Trace ID: 4c5f1e1b-16a2-4d6e-9d6e-0e4b8a4d2a00 Correlation ID: b3c1d2e4-0a1b-4c2d-8e3f-5a6b7c8d9e0f Timestamp: 2026-11-23 09:00:00Z';

export interface Sample {
  readonly text: string;
  /** Facts that must be read out of it. */
  readonly facts: ErrorFacts;
}

/** For each error texts that are it, and texts that are nearly it and must not be taken for it. */
export type Samples<Id extends string> = Readonly<
  Record<Id, { readonly texts: readonly (string | Sample)[]; readonly not: readonly string[] }>
>;
