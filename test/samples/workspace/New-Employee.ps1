#Requires -Modules Microsoft.Graph.Users, Microsoft.Graph.Groups, ExchangeOnlineManagement
<#
.SYNOPSIS
    Account, groups, calendar rights and a welcome for a new colleague.
.EXAMPLE
    .\New-Employee.ps1 -GivenName Ana -Surname Example -Department Sales -Manager patti@contoso-sample.onmicrosoft.com
#>
[CmdletBinding(SupportsShouldProcess)]
param (
    [Parameter(Mandatory)] [string] $GivenName,
    [Parameter(Mandatory)] [string] $Surname,
    [Parameter(Mandatory)] [string] $Department,
    [string] $Manager,
    [string] $Domain = 'contoso-sample.onmicrosoft.com'
)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot\New-OneTimePassword.ps1"
Import-Module "$PSScriptRoot\Contoso.Helpers.psm1"

# Both modules in one process: which of them loads first decides whether this works.
Connect-ExchangeOnline -ShowBanner:$false
Connect-MgGraph -Scopes 'User.ReadWrite.All', 'Group.ReadWrite.All', 'Mail.Send' -NoWelcome

$alias = ConvertTo-Alias -GivenName $GivenName -Surname $Surname
$address = "$alias@$Domain"

if (Get-EXORecipient -Identity $address -ErrorAction SilentlyContinue) {
    throw "$address is taken."
}

$newUser = @{
    DisplayName       = "$GivenName $Surname"
    GivenName         = $GivenName
    Surname           = $Surname
    Department        = $Department
    UserPrincipalName = $address
    MailNickname      = $alias
    AccountEnabled    = $true
    UsageLocation     = 'US'
    PasswordProfile   = @{ Password = New-OneTimePassword; ForceChangePasswordNextSignIn = $true }
}

if ($PSCmdlet.ShouldProcess($address, 'Create account')) {
    $user = New-MgUser @newUser
    Write-Log "Created $address."

    if ($Manager) {
        $reference = @{ '@odata.id' = "https://graph.microsoft.com/v1.0/users/$((Get-MgUser -UserId $Manager).Id)" }
        Set-MgUserManagerByRef -UserId $user.Id -BodyParameter $reference
    }

    Get-MgGroup -Filter "displayName eq 'All Staff' or displayName eq '$Department'" | ForEach-Object {
        New-MgGroupMember -GroupId $_.Id -DirectoryObjectId $user.Id
    }

    # The help desk may see when people are free.
    Add-MailboxFolderPermission -Identity "${address}:\Calendar" -User 'helpdesk@contoso-sample.onmicrosoft.com' -AccessRights AvailabilityOnly

    $message = @{
        Message         = @{
            Subject      = "Welcome, $GivenName"
            Body         = @{ ContentType = 'Text'; Content = 'Your colleagues are glad that you are here.' }
            ToRecipients = @(@{ EmailAddress = @{ Address = $address } })
        }
        SaveToSentItems = $false
    }
    Send-MgUserMail -UserId 'info@contoso-sample.onmicrosoft.com' -BodyParameter $message
}

Disconnect-MgGraph | Out-Null
Disconnect-ExchangeOnline -Confirm:$false
