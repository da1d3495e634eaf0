import { httpMethod } from './endpointTable.ts';
import type { HttpMethod } from './types.ts';

/** One entry of `MgCommandMetadata.json`: a command and one request it sends. */
export interface MetadataEntry {
  readonly command: string;
  /** `Microsoft.Graph.Users`. */
  readonly module: string;
  readonly api?: 'v1.0' | 'beta';
  readonly method: HttpMethod;
  /** Lower case with `{}` for values; undefined for commands that send no request. */
  readonly segments?: readonly string[];
  /** Application permissions, and whether the metadata calls each the least. */
  readonly permissions: ReadonlyMap<string, boolean>;
}

/**
 * The part of an entry the product uses, or undefined when it is not one. Keys as the module ships them: `Command`,
 * `Module`, `ApiVersion`, `Method`, `Uri` (null for session commands), `Permissions` of `Name`, `PermissionType`
 * and, since 2.0, `IsLeastPrivilege`.
 */
export function parseMetadataEntry(value: unknown): MetadataEntry | undefined {
  if (!isRecord(value) || typeof value.Command !== 'string' || !/^[A-Za-z]+-\w+$/.test(value.Command)) {
    return undefined;
  }
  if (value.Uri !== null && value.Uri !== undefined && typeof value.Uri !== 'string') {
    return undefined;
  }
  const api = value.ApiVersion === 'v1.0' || value.ApiVersion === 'beta' ? value.ApiVersion : undefined;
  const module = typeof value.Module === 'string' ? value.Module : '';
  const segments = typeof value.Uri === 'string' ? templateSegments(value.Uri) : undefined;
  return {
    command: value.Command,
    module: `Microsoft.Graph.${api === 'beta' && !module.startsWith('Beta.') ? 'Beta.' : ''}${module}`,
    ...(api === undefined ? {} : { api }),
    method: (typeof value.Method === 'string' ? httpMethod(value.Method) : undefined) ?? 'GET',
    ...(segments === undefined ? {} : { segments }),
    permissions: applicationPermissions(value.Permissions),
  };
}

function templateSegments(uri: string): readonly string[] {
  return uri
    .toLowerCase()
    .replace(/'?\{[^}]*\}'?/g, '{}')
    .split('/')
    .filter((segment) => segment !== '');
}

function applicationPermissions(value: unknown): ReadonlyMap<string, boolean> {
  const permissions = new Map<string, boolean>();
  for (const item of Array.isArray(value) ? value : []) {
    if (isRecord(item) && item.PermissionType === 'Application' && typeof item.Name === 'string') {
      permissions.set(item.Name, permissions.get(item.Name) === true || item.IsLeastPrivilege === true);
    }
  }
  return permissions;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
