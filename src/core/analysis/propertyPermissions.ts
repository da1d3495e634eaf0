import type { CatalogPermissionRef, PermissionAlternative } from '../catalog/types.ts';
import { resourceAppIds } from '../services/resources.ts';
import { bindArguments } from './boundArguments.ts';
import type { ScriptModel } from './scriptModel.ts';
import type { ScriptCommand } from './types.ts';

/** A property that takes a permission of its own, beside what the request for the object takes. */
interface GuardedProperty {
  readonly property: RegExp;
  readonly read: string;
  readonly write?: string;
  /** Templates of the requests that give it. */
  readonly of: RegExp;
}

const guarded: readonly GuardedProperty[] = [
  { property: /\bsignInActivity\b/i, read: 'AuditLog.Read.All', of: /^\/users(?:\/\{\}|\/delta)?$/ },
  {
    property: /\bcustomSecurityAttributes\b/i,
    read: 'CustomSecAttributeAssignment.Read.All',
    write: 'CustomSecAttributeAssignment.ReadWrite.All',
    of: /^\/(?:users|serviceprincipals)(?:\/\{\})?$/,
  },
  {
    property: /\bemployeeLeaveDateTime\b/i,
    read: 'User-LifeCycleInfo.Read.All',
    write: 'User-LifeCycleInfo.ReadWrite.All',
    of: /^\/users(?:\/\{\}|\/delta)?$/,
  },
  // Given with a single user only.
  { property: /\bmailboxSettings\b/i, read: 'MailboxSettings.Read', of: /^\/users\/\{\}$/ },
];

/** What a request takes when its query (`$select`, `$filter`) names properties that take more. */
export function withQueryProperties(
  permissions: readonly PermissionAlternative[],
  template: string,
  url: string,
): readonly PermissionAlternative[] {
  const start = url.indexOf('?');
  return start === -1 ? permissions : withAll(permissions, asked(template, url.slice(start)));
}

/** What a cmdlet of Microsoft Graph or Microsoft Entra takes with the properties its parameters name. */
export function withCmdletProperties(
  permissions: readonly PermissionAlternative[],
  script: ScriptModel,
  { name, invocation }: ScriptCommand,
): readonly PermissionAlternative[] {
  const [, verb = '', noun = ''] =
    /^(get|update|set|new)-(?:mg|entra)(?:beta)?(user|serviceprincipal)$/i.exec(name) ?? [];
  if (noun === '' || permissions.length === 0) {
    return permissions;
  }
  const { parameters } = bindArguments(invocation, script.values);
  if (!/^get$/i.test(verb)) {
    const names = parameters.map((parameter) => parameter.name).join(' ');
    const needed = guarded.filter(({ property, write }) => write !== undefined && property.test(names));
    return withAll(
      permissions,
      needed.flatMap(({ write }) => write ?? []),
    );
  }
  const view = { at: invocation.range.start, enclosingFunction: invocation.enclosingFunction };
  const text = parameters
    .filter((parameter) => /^(?:prop|sel|fil|sort|orderb)/.test(parameter.name))
    .flatMap(({ value }) => {
      const origin = value?.variable === undefined ? undefined : script.values.origin(value.variable, view);
      return [value?.range, origin?.range];
    })
    .map((range) => (range === undefined ? '' : script.text.slice(range.start, range.end)))
    .join(' ');
  // A filter may name one user's properties too, but only with the user's id one user is read.
  const single = parameters.some((parameter) => /^(?:user|serviceprincipal)?id$|^objectid$/.test(parameter.name));
  return withAll(permissions, asked(`/${noun.toLowerCase()}s${single ? '/{}' : ''}`, text));
}

function asked(template: string, text: string): readonly string[] {
  return guarded.filter(({ property, of }) => of.test(template) && property.test(text)).map(({ read }) => read);
}

function withAll(
  permissions: readonly PermissionAlternative[],
  names: readonly string[],
): readonly PermissionAlternative[] {
  const further = names.map(
    (permission): CatalogPermissionRef => ({ resourceAppId: resourceAppIds.graph, permission }),
  );
  return further.length === 0
    ? permissions
    : permissions.map((alternative) => [
        ...alternative,
        ...further.filter(({ permission }) => !alternative.some((known) => known.permission === permission)),
      ]);
}
