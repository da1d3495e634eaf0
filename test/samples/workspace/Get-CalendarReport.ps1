#Requires -Modules Microsoft.Graph.Authentication, Microsoft.Graph.Users, Microsoft.Graph.Calendar
<#
.SYNOPSIS
    How many hours the people of a department spend in meetings.
#>
[CmdletBinding()]
param (
    [string] $Department = 'Marketing',
    [datetime] $From = (Get-Date).Date.AddDays(-7),
    [datetime] $To = (Get-Date).Date
)

Import-Module (Join-Path $PSScriptRoot 'Contoso.Helpers.psm1')

Connect-MgGraph -Scopes 'User.Read.All', 'Calendars.Read' -NoWelcome

$people = @{
    Filter           = "department eq '$Department' and accountEnabled eq true"
    ConsistencyLevel = 'eventual'
    CountVariable    = 'count'
    Property         = 'id', 'displayName', 'userPrincipalName', 'department'
    All              = $true
}

$rows = Get-MgUser @people | ForEach-Object {
    $user = $_
    $events = Get-MgUserCalendarView -UserId $user.Id -StartDateTime $From.ToString('o') -EndDateTime $To.ToString('o') -All |
        Where-Object { -not $_.IsCancelled -and $_.ShowAs -ne 'free' }

    $minutes = ($events | ForEach-Object { ([datetime]$_.End.DateTime - [datetime]$_.Start.DateTime).TotalMinutes } |
        Measure-Object -Sum).Sum

    [pscustomobject]@{
        Name     = $user.DisplayName
        Meetings = @($events).Count
        Hours    = [math]::Round($minutes / 60, 1)
    }
}

$company = Invoke-MgGraphRequest -Method GET -Uri '/v1.0/organization?$select=displayName'
Write-Log "$($company.value[0].displayName), ${Department}: $count people, $($From.ToString('d')) to $($To.ToString('d'))"

$rows | Sort-Object Hours -Descending | Format-Table -AutoSize
Disconnect-MgGraph | Out-Null
