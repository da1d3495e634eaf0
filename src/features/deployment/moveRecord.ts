import { type MoveTarget, moveTargets } from '../../core/deployment/moveTypes.ts';
import type { KeyValueStore } from '../../core/shared/ports.ts';

/** What a move is about; survives a reload with the page. Nothing in it is secret. */
export interface MoveSubject {
  readonly tenantId: string;
  readonly appId: string;
  readonly applicationName: string;
  readonly thumbprint: string;
  /** ISO 8601. */
  readonly notAfter: string;
  readonly service: string;
  readonly target: MoveTarget;
  readonly account?: string;
  readonly scriptName: string;
}

/** How far somebody got with it. */
export interface MoveProgress {
  readonly done: readonly string[];
  /** Where the PFX was written. */
  readonly pfxPath?: string;
}

const texts = ['tenantId', 'appId', 'applicationName', 'thumbprint', 'notAfter', 'service', 'scriptName'] as const;

/** The subject a page remembered; undefined for anything else. */
export function readSubject(value: unknown): MoveSubject | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const record = value as Record<string, unknown>;
  const whole = texts.every((name) => typeof record[name] === 'string');
  const { target, account } = record;
  const known = typeof target === 'string' && Object.hasOwn(moveTargets, target);
  return whole && known && (account === undefined || typeof account === 'string') ? (value as MoveSubject) : undefined;
}

const key = ({ tenantId, appId, thumbprint, target, service }: MoveSubject) =>
  `moves/${tenantId}/${appId}/${thumbprint}/${target}/${service}`;

/** Where somebody stopped ticking off; a damaged record counts as the beginning. */
export async function readProgress(store: KeyValueStore, subject: MoveSubject): Promise<MoveProgress> {
  const stored = await store.get(key(subject));
  if (typeof stored !== 'object' || stored === null) {
    return { done: [] };
  }
  const { done, pfxPath } = stored as Record<string, unknown>;
  return {
    done: Array.isArray(done) ? done.filter((id) => typeof id === 'string') : [],
    ...(typeof pfxPath === 'string' ? { pfxPath } : {}),
  };
}

/** Keeps it for the next time the same move is opened; forgets it when nothing is done. */
export async function keepProgress(store: KeyValueStore, subject: MoveSubject, progress: MoveProgress): Promise<void> {
  await (progress.done.length === 0 && progress.pfxPath === undefined
    ? store.delete(key(subject))
    : store.set(key(subject), progress));
}
