import { services } from '../../services/index.ts';
import { moduleOf } from '../moduleOf.ts';
import type { ErrorFacts } from '../types.ts';
import type { CheckDoors, InstalledModule } from './doors.ts';
import { type CheckResult, found } from './findings.ts';

/** `-EnableSearchOnlySession` came with this version of ExchangeOnlineManagement. */
const searchOnlySession = '3.9.0';

/** Whether the module concerned is installed and new enough; where none is, which modules are there. */
export async function moduleVersions(
  doors: CheckDoors,
  facts: ErrorFacts,
  { conflict, searchOnly }: { readonly conflict: boolean; readonly searchOnly: boolean },
  signal?: AbortSignal,
): Promise<CheckResult> {
  const all = [...new Set(services.map(({ module }) => module.name))];
  const installed = await doors.modules(all, signal);
  const wanted = moduleOf(facts);
  if (conflict || wanted === undefined) {
    const modules = installed.map(describe).join(', ');
    return conflict && installed.length > 1
      ? found('modulesTogether', { modules }, { fix: 'connect' })
      : found('modulesFound', { modules });
  }
  const module = installed.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  const usual = services.find((service) => service.module.name === wanted)?.module.minimumVersion ?? '0';
  const minimum = searchOnly ? searchOnlySession : usual;
  const version = module?.versions[0];
  if (version === undefined) {
    return found('moduleMissing', { module: wanted, minimum }, { fix: 'installModule' });
  }
  return compareVersions(version, minimum) < 0
    ? found('moduleTooOld', { module: wanted, version, minimum }, { fix: 'updateModule' })
    : found('moduleFine', { module: wanted, version, minimum });
}

function describe({ name, versions }: InstalledModule): string {
  return `${name} ${versions[0] ?? ''}`.trim();
}

/** Compares dotted versions by number; what follows a hyphen does not count. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => (version.split('-')[0] ?? '').split('.').map(Number));
  for (let index = 0; index < Math.max(left?.length ?? 0, right?.length ?? 0); index++) {
    const difference = (left?.[index] || 0) - (right?.[index] || 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}
