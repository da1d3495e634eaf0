import { basename } from 'node:path';
import { Uri } from 'vscode';
import { services as allServices } from '../../core/services/index.ts';
import type { ServiceId } from '../../core/services/types.ts';
import type { ReportSubject } from './makeReport.ts';

interface ReportMemory {
  readonly application?: { readonly tenantId: string; readonly appId: string };
  /** URIs. */
  readonly scripts: readonly string[];
  readonly services?: readonly ServiceId[];
}

/** What a report page is about, as it is kept with the window: names, no text; undefined for a text that is no file. */
export function memoryOf({ application, scripts, services }: ReportSubject): ReportMemory | undefined {
  const uris = scripts.flatMap(({ uri }) => uri?.toString() ?? []);
  return uris.length < scripts.length
    ? undefined
    : {
        ...(application ? { application: { tenantId: application.tenantId, appId: application.appId } } : {}),
        scripts: uris,
        ...(services ? { services } : {}),
      };
}

/** What a page was about; the texts are read when it is made again. Undefined for anything else than {@link memoryOf} gives. */
export function subjectOf(memory: unknown): ReportSubject | undefined {
  if (!isObject(memory) || !Array.isArray(memory.scripts)) {
    return undefined;
  }
  const uris = memory.scripts.filter((one) => typeof one === 'string').map((one) => Uri.parse(one));
  const { application } = memory;
  const named: unknown = memory.services;
  const services = Array.isArray(named)
    ? allServices.map(({ id }) => id).filter((id) => named.includes(id))
    : undefined;
  const who =
    isObject(application) && typeof application.tenantId === 'string' && typeof application.appId === 'string'
      ? { tenantId: application.tenantId, appId: application.appId }
      : undefined;
  if (uris.length === 0 && !who && !services) {
    return undefined;
  }
  return {
    scripts: uris.map((uri) => ({ name: basename(uri.path), text: '', uri })),
    ...(who ? { application: who } : {}),
    ...(services ? { services } : {}),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
