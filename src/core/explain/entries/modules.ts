import { services } from '../../services/index.ts';
import { entries } from '../entry.ts';
import { moduleOf } from '../moduleOf.ts';
import type { ErrorFacts } from '../types.ts';
import { otherLanguages } from './otherLanguages.ts';

const learn = 'https://learn.microsoft.com';

function connects({ command }: ErrorFacts): boolean {
  return services.some(({ connectCommand }) => connectCommand.toLowerCase() === command?.toLowerCase());
}

const importing = /^import-module$/i;
const retired = /^[a-z]+-(?:msol|azuread)/i;
const certificateParameter =
  /^(?:certificate\w*|appid|clientid|applicationid|organization|enablesearchonlysession|nowelcome|showbanner)$/i;

const notRecognized = [['The term', 'is not recognized as'], ...otherLanguages.commandNotFound];

/** Modules, and PowerShell itself. */
export const modules = entries({
  retiredModule: {
    says: [
      ...notRecognized,
      ['Could not load type', 'System.Security.Cryptography.SHA256Cng'],
      'MSOnline PowerShell module is retired',
      'You must call the Connect-MsolService cmdlet before calling any other cmdlets',
      'You must call the Connect-AzureAD cmdlet before calling any other cmdlets',
    ],
    when: ({ command = '' }) => retired.test(command) || /^connect-msolservice$/i.test(command),
    implies: { service: 'azureAD' },
    fixes: ['setUp', 'insertConnection'],
    documentation: `${learn}/powershell/microsoftgraph/azuread-msoline-cmdlet-map`,
    telling: 3,
  },
  moduleNotInstalled: {
    says: [
      ...notRecognized,
      ...otherLanguages.moduleNotFound,
      ['The specified module', 'was not loaded because no valid module file was found'],
    ],
    when: (facts) =>
      connects(facts) || (importing.test(facts.command ?? 'Import-Module') && moduleOf(facts) !== undefined),
    check: 'moduleVersions',
    fixes: ['installModule', 'connectInConsole'],
    documentation: `${learn}/powershell/gallery/how-to/getting-started`,
    telling: 3,
  },
  generatorMissing: {
    says: notRecognized,
    when: ({ command = '' }) => /^new-selfsignedcertificate$/i.test(command),
    fixes: ['generateCertificate', 'exportPfx'],
    documentation: `${learn}/powershell/module/pki/new-selfsignedcertificate`,
    telling: 3,
  },
  cmdletUnavailable: {
    says: notRecognized,
    when: (facts) =>
      facts.service !== undefined &&
      facts.service !== 'exchangeOnline' &&
      facts.service !== 'securityCompliance' &&
      facts.service !== 'azureAD' &&
      facts.command !== undefined &&
      services.some(({ ownsCmdlet }) => ownsCmdlet(facts.command ?? '')) &&
      !connects(facts),
    check: 'moduleVersions',
    fixes: ['installModule', 'connect'],
    documentation: `${learn}/powershell/gallery/how-to/getting-started`,
  },
  moduleOutdated: {
    says: ['A parameter cannot be found that matches parameter name', ...otherLanguages.parameterNotFound],
    when: (facts) => connects(facts) && certificateParameter.test(facts.parameter ?? ''),
    check: 'moduleVersions',
    fixes: ['updateModule', 'insertPortableConnection'],
    documentation: `${learn}/powershell/exchange/exchange-online-powershell-v2`,
    telling: 3,
  },
  assemblyConflict: {
    says: [
      ['Method not found', 'Microsoft.Identity.Client'],
      ['Method not found', 'Azure.Core'],
      ['Method not found', 'Azure.Identity'],
      ['Method not found', 'Microsoft.IdentityModel'],
      ['Could not load file or assembly', 'Microsoft.Identity.Client'],
      ['Could not load file or assembly', 'Microsoft.IdentityModel'],
      ['Could not load file or assembly', 'Azure.Core'],
      ['Could not load file or assembly', 'Azure.Identity'],
      ['Could not load file or assembly', 'Microsoft.Graph'],
      ['Could not load type', 'Microsoft.Identity.Client'],
      ['Could not load type', 'Azure.Core'],
      ['Connect-MgGraph', 'Entry point was not found'],
      ['Object reference not set to an instance of an object', 'RuntimeBroker'],
    ],
    check: 'moduleVersions',
    fixes: ['connect', 'updateModule'],
    documentation: `${learn}/powershell/scripting/dev-cross-plat/resolving-dependency-conflicts`,
    telling: 3,
  },
  assemblyLoaded: {
    says: ['Assembly with same name is already loaded'],
    check: 'moduleVersions',
    fixes: ['connect', 'updateModule'],
    documentation: `${learn}/powershell/scripting/dev-cross-plat/resolving-dependency-conflicts`,
  },
  functionLimit: {
    says: [['Function capacity 4096 has been exceeded'], ['Function', 'cannot be created because function capacity']],
    fixes: ['raiseFunctionLimit', 'connectInConsole'],
    documentation: `${learn}/powershell/microsoftgraph/installation`,
    telling: 3,
  },
  executionPolicy: {
    says: [
      'cannot be loaded because running scripts is disabled on this system',
      'cannot be loaded because the execution of scripts is disabled on this system',
      ['cannot be loaded', 'is not digitally signed'],
      ...otherLanguages.scriptsDisabled,
    ],
    fixes: ['allowScripts', 'listPolicies'],
    documentation: `${learn}/powershell/module/microsoft.powershell.core/about/about_execution_policies`,
    telling: 3,
  },
  languageMode: {
    says: [
      'Method invocation is supported only on core types in this language mode',
      'Cannot create type. Only core types are supported in this language mode',
      'Property setting is supported only on core types in this language mode',
    ],
    fixes: ['connectInConsole'],
    documentation: `${learn}/powershell/module/microsoft.powershell.core/about/about_language_modes`,
    telling: 3,
  },
  galleryUnreachable: {
    says: [
      ['Unable to resolve package source', 'powershellgallery'],
      ['No match was found for the specified search criteria', 'module'],
      'Unable to download from URI',
      'Unable to find repository',
    ],
    fixes: ['useTls12', 'useProxyCredentials'],
    documentation: `${learn}/powershell/gallery/getting-support/tls-error`,
  },
});
