#Requires -Modules MicrosoftTeams
param (
    [string] $OutputFolder = $PSScriptRoot
)

Connect-MicrosoftTeams -TenantId 'contoso-sample.onmicrosoft.com' | Out-Null

# Policies and who has them
$online = Get-CsOnlineUser -ResultSize 500 |
    Select-Object DisplayName, UserPrincipalName, TeamsMeetingPolicy, TeamsMessagingPolicy, LineUri

$online |
    Group-Object TeamsMeetingPolicy -NoElement |
    Sort-Object Count -Descending |
    Format-Table -AutoSize

Get-CsTeamsMeetingPolicy |
    Where-Object { $_.AllowAnonymousUsersToJoinMeeting } |
    Select-Object Identity, AllowCloudRecording, AutoAdmittedUsers |
    Export-Csv (Join-Path $OutputFolder 'open-meeting-policies.csv') -NoTypeInformation

# Teams without an owner
Get-Team | ForEach-Object {
    $owners = Get-TeamUser -GroupId $_.GroupId -Role Owner
    if (-not $owners) {
        Write-Warning "$($_.DisplayName) has no owner."
    }
}

Disconnect-MicrosoftTeams
