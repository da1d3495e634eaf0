#Requires -RunAsAdministrator
#Requires -PSEdition Desktop
using namespace System.Collections.Generic
using module Microsoft.Graph.Authentication

param([string]$CsvPath = '.\members.csv', [string]$LogPath = "$env:TEMP\sync_$(Get-Date -Format yyyyMMdd).log", [switch]$WhatIf)

enum SyncAction { Add; Remove = 5
    Keep }

class MemberChange : System.IComparable {
    [string] $UserPrincipalName
    [SyncAction] $Action = [SyncAction]::Keep
    hidden [datetime] $Stamp = (Get-Date)
    static [int] $Count = 0

    MemberChange([string] $name, [SyncAction] $action) {
        $this.UserPrincipalName = $name
        $this.Action = $action
        [MemberChange]::Count++
    }

    [int] CompareTo([object] $other) {
        return [string]::Compare($this.UserPrincipalName, $other.UserPrincipalName, $true)
    }

    [void] Apply([string] $groupId) {
        switch ($this.Action) {
            'Add' { Add-TeamUser -GroupId $groupId -User $this.UserPrincipalName -Role Member; break }
            ([SyncAction]::Remove) { Remove-TeamUser -GroupId $groupId -User $this.UserPrincipalName }
            Default { Write-Verbose "Keeping $($this.UserPrincipalName)" }
        }
    }
}

function Write-Log([string]$Message, [ValidateSet('INFO','WARN','ERROR')]$Level = 'INFO') {
    $line = '{0:s} [{1,-5}] {2}' -f [datetime]::Now, $Level, $Message
    Add-Content -Path $LogPath -Value $line
    if ($Level -ne 'INFO') { Write-Host $line -ForegroundColor (@{ WARN = 'Yellow'; ERROR = 'Red' }[$Level]) }
}

Connect-MicrosoftTeams -CertificateThumbprint $env:TEAMS_THUMBPRINT -ApplicationId $env:TEAMS_APPID -TenantId $env:TENANT_ID | Out-Null
$wanted = Import-Csv $CsvPath -Delimiter ';' | Group-Object -Property Team -AsHashTable -AsString
:teams foreach ($name in $wanted.Keys) {
    $team = Get-Team -DisplayName $name | Select-Object -First 1
    if (!$team) { Write-Log "No team named '$name'" WARN; continue teams }
    $current = (Get-TeamUser -GroupId $team.GroupId).Where({ $_.Role -ne 'owner' }).User
    $changes = [List[MemberChange]]::new()
    Compare-Object -ReferenceObject @($current) -DifferenceObject @($wanted[$name].Upn) -IncludeEqual |
        ForEach-Object -Process {
            $action = switch ($_.SideIndicator) { '=>' { 'Add' } '<=' { 'Remove' } default { 'Keep' } }
            $changes.Add([MemberChange]::new($_.InputObject, $action))
        } -End { Write-Log ("{0}: {1} changes" -f $name, $changes.Count) }
    $changes.Sort()
    $changes.ForEach{ if (-not $WhatIf) { $_.Apply($team.GroupId) } else { Write-Log "Would $($_.Action) $($_.UserPrincipalName)" } }
}
Disconnect-MicrosoftTeams
