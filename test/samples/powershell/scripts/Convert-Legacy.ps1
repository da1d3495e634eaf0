# Before: AzureAD module. Lists guests without a sign-in for 90 days.
Try { $null = Get-AzureADTenantDetail } Catch { Connect-AzureAD }
$cutoff = (Get-Date).AddDays(-90)
[array]$Guests = Get-AzureADUser -Filter "UserType eq 'Guest'" -All:$true | Sort DisplayName
If (!($Guests)) {Write-Host "No guests"; break}
$Report = [System.Collections.Generic.List[Object]]::new() # Output
ForEach ($Guest in $Guests) {
   $i = 0; $GroupNames = $Null
   $DN = (Get-Recipient -Identity $Guest.UserPrincipalName -ErrorAction SilentlyContinue).DistinguishedName
   If ($DN) { $GuestGroups = (Get-Recipient -Filter "Members -eq '$Dn'" -RecipientTypeDetails GroupMailbox | Select DisplayName, ExternalDirectoryObjectId)
      ForEach ($G in $GuestGroups) { $GroupNames = If ($i -eq 0) { $G.DisplayName } Else { $GroupNames + "; " + $G.DisplayName }; $i++ } }
   $ReportLine = [PSCustomObject]@{
      UPN     = $Guest.UserPrincipalName
      Age     = ($Guest.RefreshTokensValidFromDateTime | New-TimeSpan).Days
      Groups  = $GroupNames }
   $Report.Add($ReportLine)
}
$Report | Where {$_.Age -gt 90} | Sort Age -Descending | Select UPN, Age, Groups | Out-GridView -Title "Guests ($($Report.Count))"
