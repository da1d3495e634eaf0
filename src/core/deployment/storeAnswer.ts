/** What a line starts with that is meant for us; everything else a shell prints is chatter. */
export const answerMark = 'entra-cert-auth';

/** What a script of the certificate store came to. */
export type StoreState =
  | 'installed'
  /** It was there, and its key works. */
  | 'alreadyThere'
  /** It was there without a key that works. */
  | 'repaired'
  | 'removed'
  | 'notThere'
  /** Constrained language mode. */
  | 'blocked'
  | 'lost'
  | 'keyCannotSign'
  | 'kept'
  | 'failed';

export interface StoreAnswer {
  readonly state: StoreState;
  /** Of the private key, on Windows: `Microsoft Enhanced RSA and AES Cryptographic Provider`. */
  readonly provider?: string;
  /** `csp` is the older kind, which every module can use. */
  readonly kind?: 'csp' | 'cng';
  readonly exportable?: boolean;
  /** The certificate is gone; its key stays, because another one in the store has it. */
  readonly keyKept?: boolean;
  /** What the system said. */
  readonly problem?: string;
}

const states = new Set<string>([
  'installed',
  'alreadyThere',
  'repaired',
  'removed',
  'notThere',
  'blocked',
  'lost',
  'keyCannotSign',
  'kept',
  'failed',
] satisfies readonly StoreState[]);

/** The answer in what a script wrote: words as they are, texts as Base64 of UTF-8. Undefined when there is none. */
export function readAnswer(output: string): StoreAnswer | undefined {
  const facts = new Map<string, string>();
  for (const [, name = '', value = ''] of output.matchAll(
    new RegExp(`^${answerMark} (\\w+) ?([\\w+/=]*)\\r?$`, 'gm'),
  )) {
    facts.set(name, value);
  }
  const state = facts.get('state');
  if (state === undefined || !states.has(state)) {
    return undefined;
  }
  const text = (name: string) => Buffer.from(facts.get(name) ?? '', 'base64').toString('utf8');
  const kind = text('kind');
  return {
    state: state as StoreState,
    ...(facts.has('provider') ? { provider: text('provider') } : {}),
    ...(kind === 'csp' || kind === 'cng' ? { kind } : {}),
    ...(facts.has('exportable') ? { exportable: text('exportable') === 'True' } : {}),
    ...(facts.has('keyKept') ? { keyKept: true } : {}),
    ...(facts.has('problem') ? { problem: text('problem') } : {}),
  };
}
