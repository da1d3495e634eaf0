import { commandText } from '../powershell/commandText.ts';
import { commentText, quoteString } from '../powershell/quote.ts';
import { automationAssetName } from '../services/automationAssetName.ts';
import { cloudNames, customEnvironmentName } from '../services/cloudNames.ts';
import { parameters } from '../services/parameters.ts';
import type { MoveRequest } from './moveTypes.ts';
import { askForPfx, pfxParameters, removePfx } from './moveWindows.ts';

/**
 * The script that stores the PFX as certificate asset of an Azure Automation account, under the name the runbook asks for.
 * It runs on any computer that has the PFX and the module Az.Automation.
 */
export function azureImportScript({ facts }: MoveRequest, slug: string): string {
  const environment = cloudNames[facts.cloud.id].azure;
  const signIn = commandText(
    { name: 'Connect-AzAccount', parameters: parameters({ Tenant: facts.tenantId, Environment: environment }) },
    'line',
  );
  const lines = [
    `# Stores the certificate of ${commentText(facts.applicationName)} in an Azure Automation account.`,
    '# Run it where the PFX file is, with the module Az.Automation; the computer need not be the one the script will run on.',
    ...(environment === customEnvironmentName
      ? [`# Define the environment ${customEnvironmentName} with Add-AzEnvironment first.`]
      : []),
    ...pfxParameters(slug, [
      '[Parameter(Mandatory)] [string] $ResourceGroupName,',
      '[Parameter(Mandatory)] [string] $AutomationAccountName,',
    ]),
    `$thumbprint = ${quoteString(facts.thumbprint)}`,
    ...askForPfx,
    '',
    `if (-not (Get-AzContext)) { ${signIn} | Out-Null }`,
    '$asset = @{',
    '    ResourceGroupName     = $ResourceGroupName',
    '    AutomationAccountName = $AutomationAccountName',
    `    Name                  = ${quoteString(automationAssetName(facts))}`,
    '}',
    'if (Get-AzAutomationCertificate @asset -ErrorAction SilentlyContinue) {',
    '    Set-AzAutomationCertificate @asset -Path $Path -Password $Password -Exportable $true | Out-Null',
    '}',
    'else {',
    '    New-AzAutomationCertificate @asset -Path $Path -Password $Password -Exportable | Out-Null',
    '}',
    '$stored = Get-AzAutomationCertificate @asset',
    'if ($stored.Thumbprint -ne $thumbprint) { throw "The file holds another certificate than $thumbprint." }',
    ...removePfx,
    'Write-Output "The Automation account has the certificate $thumbprint as $($asset.Name)."',
  ];
  return `${lines.join('\n')}\n`;
}
