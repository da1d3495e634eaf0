$Global:IsWindows = $true
Connect-IPPSSession -AppId $env:APPID -CertificateThumbprint $env:THUMB -Organization "contoso.onmicrosoft.com" -EnableSearchOnlySession
$name = "Purge_{0:yyyyMMdd}" -f (Get-Date)
New-ComplianceSearch -Name $name -ExchangeLocation All -ContentMatchQuery '(From:"bad@example.com") AND (Subject:"Invoice*") AND (Received>=2025-01-01)' | Out-Null
Start-ComplianceSearch -Identity $name
Do {
    Start-Sleep -Seconds 10
    $search = Get-ComplianceSearch -Identity $name
    Write-Progress -Activity $name -Status $search.Status
} While ($search.Status -ne 'Completed')
If ($search.Items -gt 0) {
    New-ComplianceSearchAction -SearchName $name -Purge -PurgeType SoftDelete -Confirm:$False
    $action = "${name}_Purge"
    while ((Get-ComplianceSearchAction -Identity $action).Status -ne "Completed") { Start-Sleep 5 }
    [regex]::Matches((Get-ComplianceSearchAction $action).Results, 'Item count: (\d+)') | ForEach-Object { $_.Groups[1].Value }
}
Disconnect-ExchangeOnline -Confirm:$false -ErrorAction SilentlyContinue | Out-Null
