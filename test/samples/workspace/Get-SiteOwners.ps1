#Requires -Modules @{ ModuleName = 'PnP.PowerShell'; ModuleVersion = '2.0.0' }
param (
    [string] $Tenant = 'contoso-sample',
    [int] $StorageWarningPercent = 80
)

Connect-PnPOnline -Url "https://$Tenant-admin.sharepoint.com" -Interactive -ClientId '00000000-0000-0000-0000-000000000000'

$sites = Get-PnPTenantSite -Detailed | Where-Object Template -NotLike 'RedirectSite*'

$report = foreach ($site in $sites) {
    $used = if ($site.StorageQuota) { $site.StorageUsageCurrent / $site.StorageQuota * 100 } else { 0 }
    [pscustomobject]@{
        Title   = $site.Title
        Url     = $site.Url
        Owner   = $site.Owner
        Sharing = $site.SharingCapability
        Used    = '{0:N0}%' -f $used
        Full    = $used -ge $StorageWarningPercent
    }
}

$report | Where-Object Full | Format-Table Title, Owner, Used
$report | Export-Csv -Path (Join-Path $PSScriptRoot 'sites.csv') -NoTypeInformation

Disconnect-PnPOnline
