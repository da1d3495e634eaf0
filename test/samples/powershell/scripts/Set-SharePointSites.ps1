$tenantName = 'contoso'
$adminUrl = "https://$tenantName-admin.sharepoint.com"
$cert = @{
  ClientId   = '6c1f2a55-26a5-4b1b-a7b4-4af7d0b7b9e1'
  Tenant     = "$($tenantName).onmicrosoft.com"
  Thumbprint = 'A1B2C3D4E5F60718293A4B5C6D7E8F9001122334'
}
Connect-PnPOnline -Url $adminUrl @cert

$sites = Get-PnPTenantSite -Detailed -Filter "Url -like '/sites/'" | Where-Object Template -NE 'RedirectSite#0'
$results = $sites | ForEach-Object -Parallel {
  $site = $_
  $parameters = $using:cert
  $connection = Connect-PnPOnline -Url $site.Url @parameters -ReturnConnection
  $web = Get-PnPWeb -Includes RoleAssignments, Title -Connection $connection
  $lists = Get-PnPList -Connection $connection | Where-Object { -not $_.Hidden -and $_.ItemCount -gt 0 }
  foreach ($list in $lists) {
    [pscustomobject]@{
      Site  = $site.Url
      Title = $web.Title
      List  = $list.Title
      Items = $list.ItemCount
      Size  = '{0:N2} MB' -f ($site.StorageUsageCurrent)
    }
  }
} -ThrottleLimit 4

$results | Export-Csv -Path ("{0}\sites-{1}.csv" -f $PSScriptRoot, (Get-Date -UFormat '%Y-%m-%d')) -NoTypeInformation -Delimiter "`t"

# Lock what nobody used for a year.
$sites | Where-Object { $_.LastContentModifiedDate -lt (Get-Date).AddYears(-1) } | ForEach-Object {
  Set-PnPTenantSite -Identity $_.Url -LockState ReadOnly -Wait
  Add-PnPListItem -List 'Archive log' -Values @{ 'Title' = $_.Title; 'Locked' = [DateTime]::UtcNow; "Storage_x0020_Used" = $_.StorageUsageCurrent } | Out-Null
}
Disconnect-PnPOnline
