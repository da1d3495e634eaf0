import { grantsFor } from '../openGrants.ts';
import type { Rule } from '../rule.ts';
import { permissionKey } from '../scriptRequirements.ts';

/** A command for which the application it runs as has none of the permissions that would do. */
export const missingPermission: Rule<'notGranted' | 'requestedOnly'> = {
  id: 'missingPermission',
  messages: ['notGranted', 'requestedOnly'],
  *check({ script, requirements }) {
    const reported = new Set<string>();
    for (const requirement of requirements) {
      const { state, alternatives, name, request } = requirement;
      const open = state === 'listed' ? grantsFor(script, requirement) : undefined;
      const [least] = alternatives;
      if (open === undefined || least === undefined) {
        continue;
      }
      const granted = new Set(open.grants.granted.map(permissionKey));
      const requested = new Set(open.grants.requested.map(permissionKey));
      const suffices = (held: ReadonlySet<string>) => (option: typeof least) =>
        option.every((ref) => held.has(permissionKey(ref)));
      const permission = (alternatives.find(suffices(requested)) ?? least).map((ref) => ref.permission).join(' + ');
      const key = `${name} ${request} ${permission} ${open.appId}`;
      if (alternatives.some(suffices(granted)) || reported.has(key)) {
        continue;
      }
      reported.add(key);
      yield {
        message: alternatives.some(suffices(requested)) ? 'requestedOnly' : 'notGranted',
        range: nameRange(script.text, requirement),
        params: { command: name, permission, application: open.application },
        fixes: [{ kind: 'grant' }],
      };
    }
  },
};

/** A request is about its URL too; for a cmdlet the name says enough. */
export function nameRange(
  text: string,
  { range, request }: { readonly range: { readonly start: number; readonly end: number }; readonly request?: string },
): { readonly start: number; readonly end: number } {
  if (request !== undefined) {
    return range;
  }
  const name = /^[^\s|;)}]+/.exec(text.slice(range.start, Math.min(range.end, range.start + 200)))?.[0] ?? '';
  return { start: range.start, end: range.start + name.length };
}
