import type { Range } from '../../powershell/types.ts';
import { serviceById } from '../../services/index.ts';
import { bindArguments } from '../boundArguments.ts';
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
};

/** A module that is retired: imported, required, or connected to. */
export const retiredModule: Rule<'module' | 'connect' | 'remoteSession'> = {
  id: 'retiredModule',
  messages: ['module', 'connect', 'remoteSession'],
  *check({ script }) {
    for (const { name, range } of namedModules(script)) {
      const replacement = replacementOf(name);
      if (replacement !== undefined) {
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
      if (facts?.retired && facts.module === 'AzureRM' && facts.kind === 'session') {
        const [replacement = 'Connect-AzAccount'] = facts.replacements ?? [];
        const params = { command: facts.name, module: facts.module, replacement };
        yield { message: 'connect', range: invocation.nameRange, params };
      }
    }
  },
};

function replacementOf(module: string): string | undefined {
  const lower = module.toLowerCase();
  return /^azurerm(?:\.|$)/.test(lower) ? 'Az' : replacements[lower];
}

/** Modules that `Import-Module`, `#Requires` and `using module` name. */
function* namedModules(script: ScriptModel): Iterable<{ readonly name: string; readonly range: Range }> {
  for (const { lower, invocation } of script.commands) {
    if (lower !== 'import-module') {
      continue;
    }
    const bound = bindArguments(invocation, script.values, {
      parameters: ['name', 'force', 'global', 'disablenamechecking', 'usewindowspowershell'],
      switches: new Set(['force', 'global', 'disablenamechecking', 'passthru', 'usewindowspowershell', 'noclobber']),
      positional: ['name'],
    });
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
