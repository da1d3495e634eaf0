import { isTenantName } from '../identity/tenantName.ts';
import { services } from '../services/index.ts';
import type { ServiceId } from '../services/types.ts';
import type { ReadableText } from './readableText.ts';
import type { ErrorFacts } from './types.ts';

/** The readings a fact is looked for in, nearest first: the error and what follows it, then what stands before it. */
export type Surroundings = readonly ReadableText[];

const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const name = '[^\'"\\r\\n]{1,120}';

// Every repetition is bounded or made of characters that what follows it excludes: no text makes them slow.
const patterns = {
  appId: [
    new RegExp(`application with identifier ['"]?(${guid})`, 'i'),
    new RegExp(`application with id ['"]?(${guid})`, 'i'),
    new RegExp(`role assigned to application\\s{1,4}['"]?(${guid})`, 'i'),
    new RegExp(`(?:app|application|client)[ _]?(?:id|identifier)['"]?[\\s:=]{1,4}['"]?(${guid})`, 'i'),
    new RegExp(`\\bapplication ['"\\s]{0,4}(${guid})`, 'i'),
    new RegExp(`\\bapp ['"\\s]{0,4}(${guid})`, 'i'),
  ],
  tenant: [
    new RegExp(`in the directory ['"](${name})['"]`, 'i'),
    new RegExp(`in the tenant (?:named )?['"]?(${guid}|[a-z0-9][a-z0-9.-]{2,100})`, 'i'),
    new RegExp(`tenant (?:identifier )?['"](${name})['"]`, 'i'),
    new RegExp(`-(?:organization|tenantid|tenant)[\\s:=]{1,4}['"]?(${guid}|[a-z0-9][a-z0-9.-]{2,100})`, 'i'),
    new RegExp(`https://login\\.[a-z.]{5,40}/(${guid}|[a-z0-9-]{1,60}\\.[a-z0-9.-]{2,60})/`, 'i'),
    new RegExp(`tenant[ _]?id['"]?[\\s:=]{1,4}['"]?(${guid})`, 'i'),
  ],
  thumbprint: [
    /thumb ?print[^0-9a-f]{1,60}([0-9a-f]{40})(?![0-9a-f])/i,
    /\\My\\([0-9a-f]{40})(?![0-9a-f])/i,
    /(?:^|[^0-9A-Za-z])([0-9A-F]{40})(?![0-9A-Za-z])/,
  ],
  command: [
    /the term '([^']{1,120})' is not recognized/i,
    /not allowed to call ([A-Za-z]{2,20}-[A-Za-z0-9]{2,80})/i,
    /\[([A-Z][a-z]{1,19}-[A-Z][A-Za-z0-9]{1,80})\]/,
    /(?:^|[\s(])([A-Z][a-z]{1,19}-[A-Z][A-Za-z0-9]{1,80})(?:_[A-Za-z0-9]{1,40})?\s?:(?:\s|$)/,
    /(?:^|[\s(|;=+])([A-Z][a-z]{1,19}-[A-Z][A-Za-z0-9]{1,80})(?![\w-])/,
  ],
  resource: [/resource principal named ['"]?([^\s'"]{1,200}?)['"]? was not found/i],
  parameter: [/(?:parameter name|parameternamen) ?['"]([A-Za-z0-9]{1,60})['"]/i],
  module: [
    /modul[eo]? ?['"]([A-Za-z0-9.]{1,80})['"]/i,
    /\\Modules\\([A-Za-z0-9.]{1,80})\\\d/i,
    /\/Modules\/([A-Za-z0-9.]{1,80})\/\d/i,
  ],
  host: [
    /\(([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}):\d{1,5}\)/i,
    /could not be resolved:? '([a-z0-9.-]{4,200})'/i,
    /https:\/\/([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6})/i,
  ],
  permission: [
    /(?:requires|must have) (?:one of|the following)[^:'"]{0,60}[:'"]\s{0,4}'?([A-Z][\w.-]{3,80}(?:, ?[A-Z][\w.-]{3,80}){0,12})/i,
    /(?:permissions?|scopes?|roles?) (?:required|needed)[^:'"]{0,40}[:'"]\s{0,4}'?([A-Z][\w.-]{3,80}(?:, ?[A-Z][\w.-]{3,80}){0,12})/i,
  ],
  traceId: [new RegExp(`trace id: (${guid})`, 'i'), new RegExp(`"trace_id":\\s?"(${guid})`, 'i')],
  requestId: [new RegExp(`request-id['"]?\\s{0,40}:\\s{0,4}['"]?(${guid})`, 'i')],
} as const satisfies Partial<Record<keyof ErrorFacts, readonly RegExp[]>>;

/** Reads everything the surroundings of an error tell. */
export function readFacts(surroundings: Surroundings): ErrorFacts {
  const found: Record<string, string> = {};
  for (const [fact, alternatives] of Object.entries(patterns)) {
    const value = first(surroundings, alternatives);
    if (value !== undefined) {
      found[fact] = value;
    }
  }
  const facts: ErrorFacts = found;
  const service = serviceOf(facts.command, surroundings);
  return {
    ...facts,
    ...(facts.appId ? { appId: facts.appId.toLowerCase() } : {}),
    ...(facts.tenant && isTenantName(facts.tenant) ? { tenant: facts.tenant.toLowerCase() } : {}),
    ...(facts.thumbprint ? { thumbprint: facts.thumbprint.toUpperCase() } : {}),
    ...(service ? { service } : {}),
  };
}

function first(surroundings: Surroundings, alternatives: readonly RegExp[]): string | undefined {
  for (const { spaced, joined } of surroundings) {
    for (const text of [spaced, joined]) {
      for (const pattern of alternatives) {
        const value = pattern.exec(text)?.[1];
        if (value !== undefined) {
          return value;
        }
      }
    }
  }
  return undefined;
}

/** The service a cmdlet connects to or belongs to; otherwise the one whose connect cmdlet or module the text names. */
function serviceOf(command: string | undefined, surroundings: Surroundings): ServiceId | undefined {
  const owner = command && services.find(({ ownsCmdlet }) => ownsCmdlet(command));
  if (owner) {
    return owner.id;
  }
  const text = surroundings.map(({ spaced }) => spaced).join(' ');
  return services.find(({ connectCommand }) => text.includes(connectCommand))?.id;
}
