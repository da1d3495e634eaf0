import type { ConnectionFacts } from './types.ts';

/** What Azure refuses in the name of a certificate asset: `< > * % & : \\ ? . + /` and control characters. */
const refused = /[<>*%&:\\?.+/\p{Cc}\p{Surrogate}]+/gu;

const longest = 128;

/**
 * What the certificate of an application is called in an Azure Automation account: like the application, without what
 * Azure refuses there. A runbook asks for it by this name.
 */
export function automationAssetName({
  applicationName,
  thumbprint,
}: Pick<ConnectionFacts, 'applicationName' | 'thumbprint'>): string {
  const name = (applicationName ?? '').slice(0, longest).replaceAll(refused, '-').trim();
  return /[\p{L}\p{N}]/u.test(name) ? name : thumbprint;
}
