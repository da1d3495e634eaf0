<#
.SYNOPSIS
    Lists mailboxes with their size, quota and last sign-in.
.DESCRIPTION
    Signs in with a certificate, reads statistics in batches and writes a CSV file.
.PARAMETER OutputPath
    Where the report goes. A folder that does not exist is made.
.EXAMPLE
    .\Get-MailboxReport.ps1 -OutputPath C:\Reports -IncludeArchive
#>
#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'ExchangeOnlineManagement'; ModuleVersion = '3.4.0' }
[CmdletBinding(SupportsShouldProcess = $true, DefaultParameterSetName = 'All')]
param(
    [Parameter(Mandatory = $false, Position = 0)]
    [ValidateNotNullOrEmpty()]
    [string]$OutputPath = "$PSScriptRoot\reports",

    [Parameter(ParameterSetName = 'All')]
    [ValidateSet('UserMailbox', 'SharedMailbox', 'RoomMailbox')]
    [string[]]$RecipientTypeDetails = @('UserMailbox', 'SharedMailbox'),

    [ValidateRange(1, 5000)]
    [int]$ResultSize = 1000,

    [ValidateScript({ Test-Path -Path $_ -PathType Leaf })]
    [string]$IdentityFile,

    [switch]$IncludeArchive
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$appId        = '2f1c0f0e-73a5-4c5e-9a53-b9a1f0f64f11'
$organization = 'contoso.onmicrosoft.com'
$thumbprint   = '9CF05589A4B29BECEE6456F08A76EBC3DC2BC581'

Connect-ExchangeOnline -AppId $appId -CertificateThumbprint $thumbprint -Organization $organization -ShowBanner:$false

try {
    if (-not (Test-Path $OutputPath)) { New-Item -ItemType Directory -Path $OutputPath -Force | Out-Null }

    $mailboxes = if ($IdentityFile) {
        Get-Content -LiteralPath $IdentityFile | ForEach-Object { Get-EXOMailbox -Identity $_ -Properties ArchiveStatus, ProhibitSendQuota }
    }
    else {
        Get-EXOMailbox -RecipientTypeDetails $RecipientTypeDetails -ResultSize $ResultSize -Properties ArchiveStatus,ProhibitSendQuota
    }

    $total = @($mailboxes).Count; $i = 0
    $report = foreach ($mailbox in $mailboxes) {
        $i++
        Write-Progress -Activity 'Reading mailboxes' -Status "$i of $total - $($mailbox.DisplayName)" -PercentComplete (($i / $total) * 100)
        $statistics = Get-EXOMailboxStatistics -Identity $mailbox.ExchangeGuid -PropertySets All -ErrorAction SilentlyContinue
        [pscustomobject][ordered]@{
            DisplayName   = $mailbox.DisplayName
            Address       = $mailbox.PrimarySmtpAddress.ToLower()
            SizeMB        = [math]::Round(($statistics.TotalItemSize.Value.ToString().Split('(')[1].Split(' ')[0].Replace(',', '') / 1MB), 2)
            Items         = $statistics.ItemCount
            LastLogon     = if ($statistics.LastLogonTime) { $statistics.LastLogonTime.ToString('yyyy-MM-dd') } else { 'never' }
            Quota         = ($mailbox.ProhibitSendQuota -split ' \(')[0]
            HasArchive    = $mailbox.ArchiveStatus -eq 'Active'
        }
    }

    $file = Join-Path -Path $OutputPath -ChildPath ('Mailboxes_{0:yyyyMMdd_HHmm}.csv' -f (Get-Date))
    if ($PSCmdlet.ShouldProcess($file, 'Write report')) {
        $report | Sort-Object -Property SizeMB -Descending | Export-Csv -Path $file -NoTypeInformation -Encoding UTF8
    }
}
catch [System.Management.Automation.RemoteException], [System.Net.WebException] {
    Write-Warning "Exchange answered: $($_.Exception.Message)"
    throw
}
finally {
    Disconnect-ExchangeOnline -Confirm:$false
}
