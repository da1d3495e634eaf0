import type { Entry } from '../entry.ts';
import { applicationSignIn } from './applicationSignIn.ts';
import { certificates } from './certificates.ts';
import { exchange } from './exchange.ts';
import { graph } from './graph.ts';
import { modules } from './modules.ts';
import { network } from './network.ts';
import { userSignIn } from './userSignIn.ts';

const all = { ...applicationSignIn, ...certificates, ...exchange, ...graph, ...modules, ...userSignIn, ...network };

export type ExplanationId = keyof typeof all;

/** Every error that is known, by id. Among equally telling ones the earlier is the more specific. */
export const knownErrors: Readonly<Record<ExplanationId, Entry>> = all;

/** Their ids, in that order. */
export const explanationIds = Object.keys(all) as readonly ExplanationId[];
