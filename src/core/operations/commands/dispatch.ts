import { operationError } from '../errors.ts';
import { exchangeServiceOf, runExchangeCmdlet } from '../exchange/exchangeCommand.ts';
import { runGraphCmdlet } from '../graph/graphCommand.ts';
import type { CallElement } from '../language/evaluator.ts';
import type { Value } from '../language/values.ts';
import { bind, requireMandatory } from './binder.ts';
import type { RunContext } from './definition.ts';
import { builtInCommand } from './registry.ts';

/** Cmdlets of PowerShell itself that this console does not have; without the list they would be sent to Exchange. */
const localNouns = new Set(
  (
    'acl alias authenticodesignature childitem ciminstance clipboard clixml computerinfo content culture date error event eventlog execution executionpolicy expression ' +
    'filehash host hotfix information installedmodule item itemproperty job location module net netipaddress object packageprovider package packagesource path powershellgalleryrepository process progress psbreakpoint psdrive ' +
    'psrepository pssession random runspace script scriptblock service sleep timezone trace transcript typedata uiculture unique uptime url variable verbose warning webrequest restmethod ' +
    'wmiobject workflow xml zip archive timespan strictmode guid psdebug output command commandline history member help'
  ).split(' '),
);

/** Runs a command by name: built in, of Microsoft Graph, of Exchange; else says what to do. */
export function dispatch(
  name: string,
  elements: readonly CallElement[],
  input: AsyncIterable<Value> | undefined,
  run: RunContext,
): AsyncIterable<Value> {
  const definition = builtInCommand(name);
  if (definition !== undefined) {
    const bound = bind(definition, elements);
    requireMandatory(definition, bound);
    return definition.run({ name: definition.name, arguments: bound, input, run });
  }
  switch (familyOf(name, run)) {
    case 'graph':
      return runGraphCmdlet(name, elements, input, run);
    case 'exchange':
      return runExchangeCmdlet(name, exchangeServiceOf(name, run), elements, input, run);
    case 'elsewhere':
      throw operationError('needsRealPowerShell', { command: name.slice(0, 100) });
    case 'retired': {
      const replacements = run.options.catalog?.cmdlet(name)?.replacements ?? [];
      throw operationError('retiredModule', {
        command: name,
        replacement: replacements.join(', ') || 'Microsoft.Graph',
      });
    }
    case 'unknown':
      throw operationError('unknownCommand', { command: name.slice(0, 100) });
  }
}

type Family = 'graph' | 'exchange' | 'elsewhere' | 'retired' | 'unknown';

function familyOf(name: string, run: RunContext): Family {
  if (/^[a-z]+-(?:Mg|Entra)[a-z]/i.test(name)) {
    return 'graph';
  }
  if (/^[a-z]+-(?:AzureAD|Msol)/i.test(name)) {
    return 'retired';
  }
  if (
    /^[A-Za-z]+-(?:PnP|(?:Az|SPO|Cs|Team|AD)[A-Z]|Team$)/.test(name) ||
    /[\\/]|\.(?:ps1|exe|cmd|bat|sh)$/i.test(name)
  ) {
    return 'elsewhere';
  }
  const facts = run.options.catalog?.cmdlet(name);
  if (
    facts !== undefined &&
    !facts.services.some((service) => service === 'exchangeOnline' || service === 'securityCompliance')
  ) {
    return facts.services.includes('graph') || facts.services.includes('entra') ? 'graph' : 'elsewhere';
  }
  const noun = /^[a-z]+-([a-z]\w*)$/i.exec(name)?.[1];
  if (noun === undefined) {
    return /^[a-z]:|^\.|^\w+\.\w+$/i.test(name) || externalPrograms.has(name.toLowerCase()) ? 'elsewhere' : 'unknown';
  }
  if (facts !== undefined) {
    return 'exchange';
  }
  if (localNouns.has(noun.toLowerCase()) || localVerbs.test(name)) {
    return 'elsewhere';
  }
  // The catalog may be older than the service: a connected one is asked, otherwise an unknown name is a slip of the pen.
  const reachable = exchangeServices.some(
    (service) => run.connections.isOpen(service) || run.connections.connectsByItself(service),
  );
  return run.options.catalog === undefined || reachable ? 'exchange' : 'unknown';
}

const exchangeServices = ['exchangeOnline', 'securityCompliance'] as const;

/** Verbs no Exchange cmdlet has. */
const localVerbs =
  /^(?:compare|convertfrom|convertto|copy|format|group|invoke|join|measure|move|out|pop|push|read|receive|rename|select|sort|split|tee|wait|where|write)-/i;

const externalPrograms = new Set(
  'az cat cd cp curl code dotnet export git grep kill mkdir mv node npm nslookup openssl pip ping pip3 ps pushd popd pwd pwsh powershell python python3 sleep ssh start sudo tee vi vim wget winget'.split(
    ' ',
  ),
);
