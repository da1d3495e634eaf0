import { isGuid } from '../identity/tenantName.ts';
import { quoteString } from '../powershell/quote.ts';
import { resourceAppIds } from '../services/resources.ts';
import { type FixId, fixes } from './fixes.ts';
import { moduleOf } from './moduleOf.ts';
import type { ErrorFacts, Fix } from './types.ts';

/** A fix with what the facts fill in; undefined when it makes no sense without a fact that is not there. */
export function fixFor(id: FixId, facts: ErrorFacts): Fix | undefined {
  const fix = fixes[id];
  if ('powershell' in fix) {
    if (!fix.powershell.includes('{module}')) {
      return { id, powershell: fix.powershell };
    }
    const module = moduleOf(facts);
    return module === undefined
      ? undefined
      : { id, powershell: fix.powershell.replace('{module}', () => quoteString(module)) };
  }
  const known = optionsFrom(facts);
  const taken = fix.takes.filter((name) => known[name] !== undefined).map((name) => [name, known[name]] as const);
  const permission = fix.takes.some((name) => name === 'permission') && known.permission !== undefined;
  return {
    id,
    command: fix.command,
    options: {
      ...('options' in fix ? fix.options : {}),
      ...Object.fromEntries(taken),
      ...(permission ? { resourceAppId: resourceAppIds.graph } : {}),
    },
  };
}

function optionsFrom(facts: ErrorFacts): Readonly<Record<string, unknown>> {
  const { tenant, appId, thumbprint, service, permission } = facts;
  return {
    ...(tenant ? { tenant, ...(isGuid(tenant) ? { tenantId: tenant } : {}) } : {}),
    ...(appId ? { appId } : {}),
    ...(thumbprint ? { thumbprint } : {}),
    ...(service ? { service, services: [service] } : {}),
    ...(permission ? { permission: permission.split(',')[0]?.trim() } : {}),
  };
}
