import { describeRule } from '../testing/ruleTable.ts';

const guid = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const thumbprint = '9CF05589A4B29BECEE6456F08A76EBC3DC2BC581';

describeRule(
  'credentialSignIn',
  {
    'Exchange Online': {
      text: 'Connect-ExchangeOnline ⟦-Credential $cred⟧ -ShowBanner:$false',
      message: 'credential',
      params: { command: 'Connect-ExchangeOnline', service: 'Exchange Online' },
    },
    'an abbreviated parameter': { text: 'Connect-MicrosoftTeams ⟦-Cred (Get-Credential)⟧', message: 'credential' },
    SharePoint: { text: 'Connect-PnPOnline -Url $u ⟦-Credentials $c⟧', message: 'credential' },
    'the shell of SharePoint': { text: 'Connect-SPOService $url ⟦-Credential $c⟧', message: 'credential' },
    'a splatted table, on the command': {
      text: '$p = @{ Credential = $c }\n⟦Connect-AzAccount⟧ @p',
      message: 'credential',
    },
  },
  {
    'a certificate': `Connect-ExchangeOnline -AppId ${guid} -CertificateThumbprint ${thumbprint} -Organization a.onmicrosoft.com`,
    'a service principal of Azure': 'Connect-AzAccount -ServicePrincipal -Credential $c -Tenant $t',
    'a client secret of Microsoft Graph': 'Connect-MgGraph -ClientSecretCredential $c -TenantId $t',
    'interactive sign-in': 'Connect-ExchangeOnline; Connect-MgGraph -Scopes User.Read.All',
    'another command': 'Invoke-Command -ComputerName a -Credential $c { 1 }; Send-MailMessage -Credential $c -To a',
    'the current Windows user': 'Connect-PnPOnline -Url $u -CurrentCredentials',
    'a function of the script':
      'function Connect-ExchangeOnline { param($Credential) }\nConnect-ExchangeOnline -Credential $c',
  },
);

describeRule(
  'promptUnattended',
  {
    'a prompt in a runbook': {
      text: '$v = Get-AutomationVariable -Name x\n⟦Connect-MgGraph⟧ -Scopes User.Read.All',
      message: 'interactive',
    },
    'a device code in a pipeline': {
      text: 'if ($env:GITHUB_ACTIONS) { Write-Host ci }\n⟦Connect-MgGraph⟧ -UseDeviceCode',
      message: 'deviceCode',
    },
  },
  {
    'a script that somebody runs': 'Connect-ExchangeOnline\nConnect-MgGraph -Scopes User.Read.All',
    'a script that does both':
      'if ($env:TF_BUILD) { Connect-MgGraph -Identity } else { Connect-MgGraph -Scopes User.Read.All }',
    'a sign in a comment': '# not for $env:GITHUB_ACTIONS\nConnect-MgGraph -Scopes a',
    'unknown parameters': '$v = Get-AutomationVariable -Name x\nConnect-MgGraph @parameters',
  },
);

describeRule(
  'retiredModule',
  {
    'an import': {
      text: 'Import-Module ⟦MSOnline⟧ -Force',
      message: 'module',
      params: { module: 'MSOnline', replacement: 'Microsoft.Graph' },
    },
    'a requirement': { text: '⟦#Requires -Modules AzureAD⟧\n1', message: 'module' },
    'a connect statement': {
      text: '⟦Connect-MsolService⟧ -Credential $c',
      message: 'connect',
      params: { command: 'Connect-MsolService', module: 'MSOnline', replacement: 'Connect-MgGraph' },
    },
    'remote PowerShell': {
      text: '$s = ⟦New-PSSession⟧ -ConfigurationName Microsoft.Exchange -ConnectionUri https://outlook.office365.com/powershell-liveid/ -Credential $c',
      message: 'remoteSession',
    },
    AzureRM: {
      text: '⟦Connect-AzureRmAccount⟧ -Tenant a',
      message: 'connect',
      fixed: 'Connect-AzAccount -Tenant a',
    },
    'another name of it': { text: '⟦Login-AzureRmAccount⟧', message: 'connect', fixed: 'Login-AzAccount' },
    'an installation': { text: 'Install-Module -Name ⟦MSOnline⟧ -AllowClobber', message: 'module' },
    'each module once': {
      text: 'Install-Module ⟦AzureAD⟧ -Force\nImport-Module AzureAD\nImport-Module azuread',
      message: 'module',
    },
    'the session of Skype for Business': {
      text: '$s = ⟦New-CsOnlineSession⟧ -Credential $c\nImport-PSSession $s',
      message: 'connect',
      params: {
        command: 'New-CsOnlineSession',
        module: 'SkypeOnlineConnector',
        replacement: 'Connect-MicrosoftTeams',
      },
    },
    'the module of Intune': { text: '⟦Connect-MSGraph⟧ -PSCredential $c', message: 'connect' },
  },
  {
    'current modules':
      'Import-Module ExchangeOnlineManagement, Microsoft.Graph.Users, Az.Accounts\n#Requires -Modules Microsoft.Entra',
    'a look whether it is there':
      "Get-Module -ListAvailable AzureAD; Uninstall-Module MSOnline; 'Import-Module AzureAD'",
    'Exchange on a server':
      'New-PSSession -ConfigurationName Microsoft.Exchange -ConnectionUri http://mail/PowerShell/',
    'a file of that name': 'Import-Module .\\AzureAD-Helpers.psm1',
  },
);

describeRule(
  'retiredCmdlet',
  {
    'a cmdlet with one replacement': {
      text: '⟦Get-AzureADUser⟧ -All $true',
      message: 'replaced',
      params: { cmdlet: 'Get-AzureADUser', module: 'AzureAD', replacement: 'Get-MgUser' },
      fixed: 'Get-MgUser -All $true',
    },
    'a renamed cmdlet': { text: '⟦Get-AzureRmVM⟧ -Name a', message: 'replaced', fixed: 'Get-AzVM -Name a' },
    'a renamed cmdlet without the prefix of its module': {
      text: '⟦Get-AzureStorageBlob⟧ -Container a',
      message: 'replaced',
      fixed: 'Get-AzStorageBlob -Container a',
    },
    'a cmdlet of Intune': { text: '⟦Get-IntuneManagedDevice⟧', message: 'replaced' },
  },
  {
    'current cmdlets': 'Get-MgUser; Get-EntraUser; Get-AzVM; Get-Mailbox; Get-AzADUser',
    'a function of the script': 'function Get-AzureADUser { 1 }\nGet-AzureADUser',
    'the connect statement, which has its own rule': 'Connect-AzureAD; Disconnect-AzureAD',
  },
);

const certificate = `Connect-ExchangeOnline -AppId ${guid} -CertificateThumbprint ${thumbprint} -Organization a.onmicrosoft.com\n`;

describeRule(
  'refusesAppOnly',
  {
    'a group cmdlet': {
      text: `${certificate}⟦New-UnifiedGroup⟧ -DisplayName a`,
      message: 'cmdlet',
      params: { cmdlet: 'New-UnifiedGroup', service: 'Exchange Online' },
    },
    'a request about the signed-in user': {
      text: 'Connect-MgGraph -Identity\n⟦Invoke-MgGraphRequest⟧ -Uri "/v1.0/me/messages"',
      message: 'me',
    },
    'a script bound to an application': {
      text: '⟦New-Team⟧ -DisplayName a',
      message: 'cmdlet',
      context: { appId: guid },
    },
  },
  {
    'a signed-in user': 'Connect-ExchangeOnline\nNew-UnifiedGroup -DisplayName a',
    'a script that leaves it open': 'New-UnifiedGroup -DisplayName a\nInvoke-MgGraphRequest -Uri /v1.0/me',
    'a script that does both': `if ($x) { ${certificate} } else { Connect-ExchangeOnline }\nNew-UnifiedGroup -DisplayName a`,
    'a cmdlet that is declared for users and works': `Connect-PnPOnline -Url $u -ClientId $i -Thumbprint $t -Tenant $n\nGrant-PnPAzureADAppSitePermission -AppId $i -DisplayName a`,
    'cmdlets that work': `${certificate}Get-UnifiedGroup; Set-UnifiedGroup -Identity a`,
  },
);

describeRule(
  'searchOnlySession',
  {
    'the missing switch': {
      text: 'Connect-IPPSSession\n⟦New-ComplianceSearch⟧ -Name a',
      message: 'switchMissing',
      fixed: 'Connect-IPPSSession -EnableSearchOnlySession\nNew-ComplianceSearch -Name a',
    },
  },
  {
    'the switch': 'Connect-IPPSSession -EnableSearchOnlySession\nNew-ComplianceSearch -Name a',
    'the switch in a table':
      '$p = @{ EnableSearchOnlySession = $true }\nConnect-IPPSSession @p\nNew-ComplianceSearch -Name a',
    'unknown parameters': 'Connect-IPPSSession @p\nNew-ComplianceSearch -Name a',
    'a script that does not connect': 'New-ComplianceSearch -Name a',
    'other cmdlets': 'Connect-IPPSSession\nGet-DlpCompliancePolicy',
  },
);

const compliance = `Connect-IPPSSession -AppId ${guid} -CertificateThumbprint ${thumbprint} -Organization a.onmicrosoft.com`;

describeRule(
  'complianceInWindowsPowerShell',
  {
    'a script for 5.1': {
      text: `#Requires -Version 5.1\ntry {\n  ⟦Connect-IPPSSession⟧${compliance.slice(19)}\n} finally { }\n`,
      message: 'asksForPassword',
      fixed: `#Requires -Version 5.1\ntry {\n  if ($PSVersionTable.PSEdition -ne 'Core') { $Global:IsWindows = $true }\n  ${compliance}\n} finally { }\n`,
    },
    'the Desktop edition': {
      text: `#Requires -PSEdition Desktop\n⟦Connect-IPPSSession⟧${compliance.slice(19)}`,
      message: 'asksForPassword',
    },
  },
  {
    'PowerShell 7': `#Requires -Version 7.2\n${compliance}`,
    'a script that does not say': compliance,
    'a certificate object': `#Requires -Version 5.1\nConnect-IPPSSession -AppId ${guid} -Certificate $c -Organization a.onmicrosoft.com`,
    'a script that sets the variable': `#Requires -Version 5.1\n$Global:IsWindows = $true\n${compliance}`,
    'Exchange Online': `#Requires -Version 5.1\n${certificate}`,
  },
);

describeRule(
  'moduleConflict',
  {
    'Exchange and Graph': {
      text: 'Connect-ExchangeOnline\n⟦Connect-MgGraph⟧ -Scopes a\nConnect-IPPSSession',
      message: 'oneProcess',
      params: { first: 'Exchange Online', second: 'Microsoft Graph' },
    },
    'three modules, once': {
      text: 'Connect-AzAccount -Identity\n⟦Connect-MgGraph⟧ -Identity\nConnect-ExchangeOnline -ManagedIdentity',
      message: 'oneProcess',
    },
  },
  {
    'one module': 'Connect-ExchangeOnline\nConnect-IPPSSession',
    'Graph and Entra': 'Connect-MgGraph -Scopes a\nConnect-Entra -Scopes a',
    'a choice': "switch ($s) { 'a' { Connect-ExchangeOnline } 'b' { Connect-MgGraph -Scopes a } }",
    'functions to choose from':
      'function Connect-A { Connect-ExchangeOnline }\nfunction Connect-B { Connect-MgGraph -Scopes a }',
  },
);

describeRule(
  'connectionLeftOpen',
  {
    'a certificate connection': {
      text: `⟦Connect-ExchangeOnline⟧${certificate.slice(22)}Get-Mailbox`,
      message: 'open',
      fixed: `${certificate}Get-Mailbox\nDisconnect-ExchangeOnline -Confirm:$false\n`,
    },
    'a signed script, before its signature': {
      text: `⟦Connect-ExchangeOnline⟧${certificate.slice(22)}Get-Mailbox\n# SIG # Begin signature block\n# abc\n# SIG # End signature block\n`,
      message: 'open',
      fixed: `${certificate}Get-Mailbox\nDisconnect-ExchangeOnline -Confirm:$false\n# SIG # Begin signature block\n# abc\n# SIG # End signature block\n`,
    },
  },
  {
    'a connection that is closed': `${certificate}try { Get-Mailbox } finally { Disconnect-ExchangeOnline -Confirm:$false }`,
    'a connection of a person': 'Connect-ExchangeOnline\nGet-Mailbox',
    'a function that closes it': `function Disconnect-All { }\n${certificate}Disconnect-All`,
    'a module': { text: certificate, context: { path: '/w/Tools.psm1' } },
    'a script that only connects': certificate,
    'a token, of which no service counts the sessions':
      'Connect-MgGraph -Identity\nGet-MgUser\nConnect-MicrosoftTeams -Identity\nGet-CsOnlineUser',
    'a connection that may be there already': `if (-not (Get-ConnectionInformation)) { ${certificate} }`,
  },
);

describeRule(
  'usedBeforeConnect',
  {
    'a cmdlet in front': {
      text: '⟦Get-Mailbox⟧ -ResultSize 1\nConnect-ExchangeOnline\nGet-Mailbox',
      message: 'before',
      params: { cmdlet: 'Get-Mailbox', connect: 'Connect-ExchangeOnline', service: 'Exchange Online', line: 2 },
    },
  },
  {
    'settings of a module':
      'Disable-AzContextAutosave\nConnect-AzAccount -Identity\nSet-TeamsEnvironmentConfig -TeamsEnvironmentName TeamsChina\nConnect-MicrosoftTeams\nSet-MgRequestContext -MaxRetry 1\nConnect-MgGraph -Identity',
    'the usual order': 'Connect-ExchangeOnline\nGet-Mailbox',
    'a test whether it is connected':
      'try { $null = Get-AcceptedDomain -ErrorAction Stop } catch { Connect-ExchangeOnline }\nGet-Mailbox',
    'a condition': 'if (-not (Get-OrganizationConfig)) { Connect-ExchangeOnline }',
    'a function defined first': 'function Get-All { Get-Mailbox }\nConnect-ExchangeOnline\nGet-All',
    'a function that may connect': 'Initialize-Session\nGet-Mailbox\nConnect-ExchangeOnline',
    'a dot-sourced script': '. .\\connect.ps1\nGet-Mailbox\nConnect-ExchangeOnline',
    'a cmdlet of both services': 'Connect-IPPSSession\nGet-RoleGroup\nConnect-ExchangeOnline',
    'a script that never connects': 'Get-Mailbox',
    'another connection of the service before':
      'if ($x) { Connect-MgGraph -Identity }\nGet-MgUser\nConnect-MgGraph -Scopes a',
  },
);

describeRule(
  'requiresModules',
  {
    'a script that connects': {
      text: `#!/usr/bin/env pwsh\n⟦Connect-ExchangeOnline⟧${certificate.slice(22)}`,
      message: 'notRequired',
      params: { module: 'ExchangeOnlineManagement', command: 'Connect-ExchangeOnline' },
      fixed: `#!/usr/bin/env pwsh\n#Requires -Modules @{ ModuleName = 'ExchangeOnlineManagement'; ModuleVersion = '2.0.4' }\n${certificate}`,
    },
    'a module with a version of its own': {
      text: '⟦Connect-SPOService⟧ -Url $u -ClientId $i -TenantId $t -Certificate $c\n',
      message: 'notRequired',
      fixed:
        "#Requires -Modules @{ ModuleName = 'Microsoft.Online.SharePoint.PowerShell'; ModuleVersion = '16.0.26712.12000' }\nConnect-SPOService -Url $u -ClientId $i -TenantId $t -Certificate $c\n",
    },
    'the second of two modules': {
      text: '#Requires -Modules ExchangeOnlineManagement\r\nConnect-ExchangeOnline\r\n⟦Connect-MgGraph⟧ -Identity\r\n',
      message: 'notRequired',
      fixed:
        "#Requires -Modules @{ ModuleName = 'Microsoft.Graph.Authentication'; ModuleVersion = '2.0.0' }\r\n#Requires -Modules ExchangeOnlineManagement\r\nConnect-ExchangeOnline\r\nConnect-MgGraph -Identity\r\n",
    },
  },
  {
    'a script that requires it': '#Requires -Modules ExchangeOnlineManagement\nConnect-ExchangeOnline',
    'a script that imports or installs it':
      'Import-Module ExchangeOnlineManagement\nConnect-ExchangeOnline\nif (!(Get-Module Microsoft.Graph.Users -ListAvailable)) { 1 }\nConnect-MgGraph -Identity',
    'a script that does not connect': 'Get-Mailbox',
    'a script that somebody runs': 'Connect-ExchangeOnline\nConnect-MgGraph -Scopes a\nGet-Mailbox',
    'a runbook': 'Connect-AzAccount -Identity\nConnect-MgGraph -Identity',
    'a script that requires another version': '#Requires -Version 7\nConnect-MgGraph -Scopes a',
    'a module': { text: certificate, context: { path: '/w/Tools.psm1' } },
  },
);
