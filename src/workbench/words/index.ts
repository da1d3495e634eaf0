import { l10n } from 'vscode';
import type { DomainError, ErrorParams } from '../../core/shared/errors.ts';
import { certificatesWords } from './certificates.ts';
import { connectionWords } from './connections.ts';
import { deploymentWords } from './deployment.ts';
import { directoryWords } from './directory.ts';
import { explainWords } from './explain.ts';
import { hostingWords } from './hosting.ts';
import { identityWords } from './identity.ts';
import { operationsWords } from './operations.ts';
import { optionWords } from './options.ts';
import { powershellWords } from './powershell.ts';
import { provisioningWords } from './provisioning.ts';
import { reportWords } from './reports.ts';
import { servicesWords } from './services.ts';

type Words = Readonly<Record<string, (params: ErrorParams) => string>>;

/** Rooms of core (and the option reader) by the name their errors carry. */
const rooms: Readonly<Record<string, Words>> = {
  certificates: certificatesWords,
  connections: connectionWords,
  deployment: deploymentWords,
  directory: directoryWords,
  hosting: hostingWords,
  explain: explainWords,
  identity: identityWords,
  operations: operationsWords,
  options: optionWords,
  powershell: powershellWords,
  provisioning: provisioningWords,
  reports: reportWords,
  services: servicesWords,
};

/** The localized sentence for an error of core. */
export function sentence(error: DomainError): string {
  const [room = '', reason = ''] = error.reason.split('/');
  const words = rooms[room]?.[reason];
  return words
    ? words(quotable(error.params))
    : l10n.t('Something unexpected happened ({0}). The log has the details.', error.reason);
}

/** A value longer than any name or path would bury the sentence that quotes it. */
const longestValue = 200;
/** Line breaks, other control characters, and those that turn the direction of the text around them. */
const disturbing = /[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

function quotable(params: ErrorParams): ErrorParams {
  const values = Object.entries(params).map(([name, value]) => {
    if (typeof value !== 'string') {
      return [name, value];
    }
    const text = value.replaceAll(disturbing, ' ');
    return [name, text.length > longestValue ? `${text.slice(0, 40)}…${text.slice(-20)}` : text];
  });
  return Object.fromEntries(values);
}
