<# Azure Automation #>
$connection = Get-AutomationConnection -Name 'AzureRunAsConnection'
$null = Connect-AzAccount -ServicePrincipal -Tenant $connection.TenantID -ApplicationId $connection.ApplicationID -CertificateThumbprint $connection.CertificateThumbprint
Disable-AzContextAutosave -Scope Process | Out-Null; $context = (Connect-AzAccount -Identity).context
Set-AzContext -SubscriptionName $context.Subscription -DefaultProfile $context > $null
$secret = Get-AzKeyVaultSecret -VaultName kv-contoso -Name pfx -AsPlainText
$bytes = [Convert]::FromBase64String($secret)
$certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($bytes, [string]::Empty, [System.Security.Cryptography.X509Certificates.X509KeyStorageFlags]'Exportable,PersistKeySet')
Connect-ExchangeOnline -Certificate $certificate -AppId (Get-AutomationVariable AppId) -Organization contoso.onmicrosoft.com -CommandName Get-Mailbox,Set-Mailbox
$jobs = 1..5 | ForEach-Object { Start-Job -ScriptBlock { param($n) Start-Sleep -Seconds $n; "done $n" } -ArgumentList $_ }
$jobs | Wait-Job | Receive-Job -AutoRemoveJob -Wait
Get-AzVM -Status | ? { $_.PowerState -ne 'VM running' -and $_.Tags['autostart'] } | % { Start-AzVM -ResourceGroupName $_.ResourceGroupName -Name $_.Name -NoWait }
[void](Get-Mailbox -Identity info@contoso.com | Set-Mailbox -ForwardingSmtpAddress $null -DeliverToMailboxAndForward:$false -PassThru:($true))
Write-Output "Finished at: $((Get-Date).ToUniversalTime().ToString("o"))"
