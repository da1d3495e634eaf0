#Requires -Modules @{ ModuleName = 'ExchangeOnlineManagement'; ModuleVersion = '3.0.0' }
<#
.SYNOPSIS
    Sizes, last sign-in and forwarding of every mailbox, as a CSV file.
.EXAMPLE
    .\Get-MailboxReport.ps1 -Path .\mailboxes.csv -Verbose
#>
[CmdletBinding()]
param (
    [string] $Path = (Join-Path $PSScriptRoot 'mailboxes.csv'),

    [ValidateSet('UserMailbox', 'SharedMailbox', 'RoomMailbox')]
    [string[]] $Type = @('UserMailbox', 'SharedMailbox')
)

$ErrorActionPreference = 'Stop'

# Somebody has to be there to type the password and answer the prompt.
Connect-ExchangeOnline -UserPrincipalName 'admin@contoso-sample.onmicrosoft.com' -ShowBanner:$false

try {
    $mailboxes = Get-EXOMailbox -ResultSize Unlimited -RecipientTypeDetails $Type -Properties ForwardingSmtpAddress, WhenCreated
    $done = 0

    $report = foreach ($mailbox in $mailboxes) {
        $done++
        Write-Progress -Activity 'Reading mailboxes' -Status $mailbox.DisplayName -PercentComplete ($done / $mailboxes.Count * 100)
        $statistics = Get-EXOMailboxStatistics -Identity $mailbox.ExchangeGuid -Properties LastLogonTime

        [pscustomobject]@{
            Name      = $mailbox.DisplayName
            Address   = $mailbox.PrimarySmtpAddress
            Type      = $mailbox.RecipientTypeDetails
            Items     = $statistics.ItemCount
            Size      = $statistics.TotalItemSize
            LastLogon = $statistics.LastLogonTime
            ForwardTo = $mailbox.ForwardingSmtpAddress -replace '^smtp:'
        }
    }

    $report | Sort-Object Name | Export-Csv -Path $Path -NoTypeInformation -Encoding utf8
    Write-Verbose "$(@($report).Count) mailboxes written to $Path."

    $forwarded = @($report | Where-Object ForwardTo)
    if ($forwarded.Count -gt 0) {
        Write-Warning "$($forwarded.Count) mailboxes forward their mail to somewhere else."
    }
}
finally {
    Disconnect-ExchangeOnline -Confirm:$false
}
