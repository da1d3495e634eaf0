import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes modules that stand for those of Microsoft Graph: they keep a small directory in `$global:Directory`, convert what
 * they get as the real ones do, and answer what Graph answers. What changes something is noted in `$global:Changes`.
 */
export function writeGraphModules(folder: string): void {
  for (const [module, text] of Object.entries(modules)) {
    const home = join(folder, module, '99.0.0');
    mkdirSync(home, { recursive: true });
    const names = [...text.matchAll(/^function (\S+-Mg\S+)/gm)].map(([, name]) => `'${name}'`).join(', ');
    writeFileSync(
      join(home, `${module}.psd1`),
      `@{ ModuleVersion = '99.0.0'; RootModule = '${module}.psm1'; FunctionsToExport = @(${names}); GUID = '5b8b1b1e-2222-4222-8222-222222222222' }\n`,
    );
    writeFileSync(join(home, `${module}.psm1`), `${text}\nExport-ModuleMember -Function *-*\n`);
  }
}

const applications = `
class KeyCredential {
    [string] $KeyId; [string] $Type; [string] $Usage; [byte[]] $Key; [byte[]] $CustomKeyIdentifier; [string] $DisplayName
}
class ResourceAccess { [string] $Id; [string] $Type }
class RequiredResourceAccess { [string] $ResourceAppId; [ResourceAccess[]] $ResourceAccess }

function Select-ByFilter($Items, [string] $Filter) {
    if ($Filter -notmatch "^(\\w+) eq '((?:[^']|'')*)'$") { throw "Invalid filter clause: $Filter" }
    $property = $Matches[1]
    $value = $Matches[2].Replace("''", "'")
    $Items | Where-Object { $_.$property -ceq $value }
}

function Get-MgApplication {
    [CmdletBinding(DefaultParameterSetName = 'List')] param(
        [Parameter(Mandatory, ParameterSetName = 'Get')][string] $ApplicationId,
        [Parameter(ParameterSetName = 'List')][string] $Filter,
        [Parameter(ParameterSetName = 'List')][switch] $All,
        [string[]] $Property)
    if (-not $ApplicationId) {
        # Keys come with one application only, when they are asked for.
        return Select-ByFilter $global:Directory.Applications $Filter | ForEach-Object {
            [pscustomobject] @{ Id = $_.Id; AppId = $_.AppId; DisplayName = $_.DisplayName; Tags = $_.Tags }
        }
    }
    if ($global:Directory.Lag-- -gt 0) { throw "Resource '$ApplicationId' does not exist or one of its queried reference-property objects are not present." }
    $global:Directory.Applications | Where-Object { $_.Id -eq $ApplicationId }
}

function New-MgApplication {
    [CmdletBinding()] param([string] $DisplayName, [string] $SignInAudience, [string[]] $Tags)
    [void] $global:Changes.Add('New-MgApplication')
    $made = [pscustomobject] @{
        Id = [guid]::NewGuid().ToString(); AppId = [guid]::NewGuid().ToString(); DisplayName = $DisplayName
        SignInAudience = $SignInAudience; Tags = $Tags; KeyCredentials = @(); RequiredResourceAccess = @()
    }
    $global:Directory.Applications += $made
    $made
}

function Update-MgApplication {
    [CmdletBinding()] param(
        [Parameter(Mandatory)][string] $ApplicationId,
        [KeyCredential[]] $KeyCredentials,
        [RequiredResourceAccess[]] $RequiredResourceAccess)
    [void] $global:Changes.Add("Update-MgApplication $(@($PSBoundParameters.Keys | Where-Object { $_ -ne 'ApplicationId' }) -join ' ')")
    $application = $global:Directory.Applications | Where-Object { $_.Id -eq $ApplicationId }
    if ($PSBoundParameters.ContainsKey('RequiredResourceAccess')) { $application.RequiredResourceAccess = $RequiredResourceAccess }
    if ($PSBoundParameters.ContainsKey('KeyCredentials')) {
        foreach ($key in $KeyCredentials) {
            $known = $application.KeyCredentials | Where-Object { $key.KeyId -and $_.KeyId -eq $key.KeyId }
            if ($known -and $key.Key -and [Convert]::ToBase64String($known.Key) -ne [Convert]::ToBase64String($key.Key)) {
                throw 'Update to existing credential with KeyId is not allowed.'
            }
            if (-not $known) {
                $key.KeyId = [guid]::NewGuid().ToString()
                $key.CustomKeyIdentifier = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($key.Key).GetCertHash()
            }
        }
        $application.KeyCredentials = @($KeyCredentials | Where-Object { $_.DisplayName -ne $global:Directory.Forgets })
    }
}

function Get-MgServicePrincipal {
    [CmdletBinding()] param([string] $Filter)
    Select-ByFilter $global:Directory.ServicePrincipals $Filter
}

function New-MgServicePrincipal {
    [CmdletBinding()] param([Parameter(Mandatory)][string] $AppId)
    [void] $global:Changes.Add('New-MgServicePrincipal')
    $made = [pscustomobject] @{ Id = [guid]::NewGuid().ToString(); AppId = $AppId; AppRoles = @() }
    $global:Directory.ServicePrincipals += $made
    $made
}

function Get-MgServicePrincipalAppRoleAssignment {
    [CmdletBinding()] param([Parameter(Mandatory)][string] $ServicePrincipalId, [switch] $All)
    $global:Directory.Grants | Where-Object { $_.PrincipalId -eq $ServicePrincipalId }
}

function New-MgServicePrincipalAppRoleAssignedTo {
    [CmdletBinding()] param(
        [Parameter(Mandatory)][string] $ServicePrincipalId, [string] $PrincipalId, [string] $ResourceId, [string] $AppRoleId)
    [void] $global:Changes.Add('New-MgServicePrincipalAppRoleAssignedTo')
    if ($ServicePrincipalId -ne $ResourceId) { throw 'The resource is another one than the one assigned on.' }
    $made = [pscustomobject] @{ PrincipalId = $PrincipalId; ResourceId = $ResourceId; AppRoleId = $AppRoleId }
    $global:Directory.Grants += $made
    $made
}
`;

const governance = `
function Get-MgRoleManagementDirectoryRoleAssignment {
    [CmdletBinding()] param([string] $Filter)
    if ($Filter -notmatch "^principalId eq '(.+)'$") { throw "Invalid filter clause: $Filter" }
    $principal = $Matches[1]
    $global:Directory.Roles | Where-Object { $_.PrincipalId -eq $principal }
}

function New-MgRoleManagementDirectoryRoleAssignment {
    [CmdletBinding()] param([string] $PrincipalId, [string] $RoleDefinitionId, [string] $DirectoryScopeId)
    [void] $global:Changes.Add('New-MgRoleManagementDirectoryRoleAssignment')
    $made = [pscustomobject] @{ PrincipalId = $PrincipalId; RoleDefinitionId = $RoleDefinitionId; DirectoryScopeId = $DirectoryScopeId }
    $global:Directory.Roles += $made
    $made
}
`;

const modules: Readonly<Record<string, string>> = {
  'Microsoft.Graph.Applications': applications,
  'Microsoft.Graph.Identity.Governance': governance,
};
