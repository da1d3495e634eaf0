import type { CmdletFacts } from '../../catalog/types.ts';
import type { CommandInvocation, Range } from '../../powershell/types.ts';
import { serviceById } from '../../services/index.ts';
import { bindArguments, type Signature } from '../boundArguments.ts';
import type { Rule } from '../rule.ts';
import type { ScriptModel } from '../scriptModel.ts';
import type { Fix } from '../types.ts';

/** Modules that no longer lead anywhere, with what took their place. */
const replacements: Readonly<Record<string, string>> = {
  azuread: 'Microsoft.Entra',
  azureadpreview: 'Microsoft.Entra.Beta',
  msonline: 'Microsoft.Graph',
  sharepointpnppowershellonline: 'PnP.PowerShell',
  skypeonlineconnector: 'MicrosoftTeams',
  lynconlineconnector: 'MicrosoftTeams',
  aadrm: 'AIPService',
  'microsoft.graph.intune': 'Microsoft.Graph.DeviceManagement',
  'microsoft.exchange.management.exopowershellmodule': 'ExchangeOnlineManagement',
};

/** A module that is retired: imported, required, or connected to. */
export const retiredModule: Rule<'module' | 'connect' | 'remoteSession'> = {
  id: 'retiredModule',
  messages: ['module', 'connect', 'remoteSession'],
  *check({ script }) {
    const named = new Set<string>();
    for (const { name, range } of namedModules(script)) {
      const replacement = replacementOf(name);
      if (replacement !== undefined && !named.has(name.toLowerCase())) {
        named.add(name.toLowerCase());
        yield { message: 'module', range, params: { module: name, replacement } };
      }
    }
    const convert: readonly Fix[] = [{ kind: 'convert' }];
    for (const { method, service, invocation, signature } of script.connections) {
      if (method === 'session') {
        const params = { replacement: serviceById(service).connectCommand };
        yield { message: 'remoteSession', range: invocation.nameRange, params, fixes: convert };
      } else if (signature?.retired) {
        const isExchange = signature.module === 'ExchangeOnlineManagement';
        yield {
          message: 'connect',
          range: invocation.nameRange,
          params: {
            command: signature.name,
            module: isExchange ? 'Exchange Online V1' : signature.module,
            replacement: isExchange ? 'Connect-ExchangeOnline' : 'Connect-MgGraph',
          },
          fixes: convert,
        };
      }
    }
    for (const { facts, invocation } of script.commands) {
      // Sign-ins that have no connect signature of their own.
      if (facts?.retired && facts.kind === 'session' && facts.module !== 'AzureAD' && facts.module !== 'MSOnline') {
        const [replacement = 'Connect-MgGraph'] = facts.replacements ?? [];
        const params = { command: facts.name, module: facts.module, replacement };
        yield { message: 'connect', range: invocation.nameRange, params, fixes: renamed(facts, invocation) };
      }
    }
  },
};

/** Only AzureRM was renamed without a change of parameters. */
function renamed({ module, replacements }: CmdletFacts, { nameRange }: CommandInvocation): readonly Fix[] {
  const [replacement] = replacements ?? [];
  const edits = [{ range: nameRange, text: replacement ?? '' }];
  return module === 'AzureRM' && replacement !== undefined
    ? [{ kind: 'edit', id: 'useReplacement', params: { replacement }, edits, preferred: true }]
    : [];
}

function replacementOf(module: string): string | undefined {
  const lower = module.toLowerCase();
  return /^azurerm(?:\.|$)/.test(lower) ? 'Az' : replacements[lower];
}

/** Commands that load a module or bring it to a computer. */
const loading: ReadonlySet<string> = new Set(['import-module', 'install-module', 'install-psresource']);

const loadingSignature: Signature = {
  parameters: ['name', 'force', 'global', 'disablenamechecking', 'usewindowspowershell'],
  switches: new Set([
    'force',
    'global',
    'disablenamechecking',
    'passthru',
    'usewindowspowershell',
    'noclobber',
    'allowclobber',
    'allowprerelease',
    'skippublishercheck',
    'acceptlicense',
  ]),
  positional: ['name'],
};

/** Modules that `Import-Module`, `Install-Module`, `#Requires` and `using module` name. */
function* namedModules(script: ScriptModel): Iterable<{ readonly name: string; readonly range: Range }> {
  for (const { lower, invocation } of script.commands) {
    if (!loading.has(lower)) {
      continue;
    }
    const bound = bindArguments(invocation, script.values, loadingSignature);
    const argument = bound.get('name')?.value;
    const value = argument?.value;
    const names = value?.kind === 'array' ? value.items : [value];
    for (const item of names) {
      if (item?.kind === 'string' && argument !== undefined) {
        yield { name: item.value, range: argument.range };
      }
    }
  }
  for (const { modules, range } of script.syntax.requires) {
    for (const { name } of modules) {
      yield { name, range };
    }
  }
  for (const { kind, name, range } of script.syntax.usings) {
    if (kind === 'module' && name !== undefined) {
      yield { name, range };
    }
  }
}
