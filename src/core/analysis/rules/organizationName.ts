import type { Connection } from '../connections.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { Rule } from '../rule.ts';
import type { ScriptModel } from '../scriptModel.ts';
import type { Fix } from '../types.ts';

const initialDomain = /\.onmicrosoft\.(?:com|us|de|cn)$|\.partner\.onmschina\.cn$/i;
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `-Organization` has to be the initial domain; Exchange Online takes the tenant's id too, Security & Compliance does not. */
export const organizationName: Rule<'domain' | 'id'> = {
  id: 'organizationName',
  messages: ['domain', 'id'],
  *check({ script }) {
    for (const connection of script.connections) {
      const { service, organization, method, signature } = connection;
      const text = organization?.text;
      if (text === undefined || organization === undefined || signature === undefined || isPlaceholder(text)) {
        continue;
      }
      if ((method !== 'certificate' && method !== 'managedIdentity') || initialDomain.test(text)) {
        continue;
      }
      const isId = guid.test(text);
      if (isId ? service === 'securityCompliance' : /^[\w-]+(?:\.[\w-]+)+$/.test(text)) {
        yield {
          message: isId ? 'id' : 'domain',
          range: organization.range,
          params: { organization: text, command: signature.name },
          fixes: useInitialDomain(script, connection),
        };
      }
    }
  },
};

/** The domain is known when the application, or the tenant, is. */
function useInitialDomain(script: ScriptModel, { appId, organization }: Connection): readonly Fix[] {
  const { connections = [] } = script.context;
  const id = appId?.text?.toLowerCase();
  const domains = new Set(
    connections
      .filter((known) => known.appId.toLowerCase() === id || known.tenantId === organization?.text?.toLowerCase())
      .map(({ domain }) => domain),
  );
  const [domain] = domains;
  const written = organization && script.text.slice(organization.range.start, organization.range.end);
  const quote = written && /^(['"])[^'"$`]*\1$/.exec(written)?.[1];
  if (organization === undefined || domain === undefined || domains.size !== 1 || !/^[\w.-]+$/.test(domain)) {
    return [];
  }
  const text = `${quote ?? "'"}${domain}${quote ?? "'"}`;
  return [
    {
      kind: 'edit',
      id: 'useInitialDomain',
      params: { domain },
      edits: [{ range: organization.range, text }],
      preferred: true,
    },
  ];
}
