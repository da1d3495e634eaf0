import { commandText } from '../powershell/commandText.ts';
import type { ServiceDefinition } from '../services/types.ts';

/** The command that installs the module of a service without asking; both PowerShells have it. */
export function installModule({ module }: ServiceDefinition, scope: 'CurrentUser' | 'AllUsers'): string {
  return commandText(
    {
      name: 'Install-Module',
      parameters: [
        { name: 'Name', value: module.name },
        { name: 'MinimumVersion', value: module.minimumVersion },
        { name: 'Scope', value: scope },
        { name: 'Force', value: true },
      ],
    },
    'line',
  );
}
