$username = "admin@contoso.onmicrosoft.com"
$password = ConvertTo-SecureString "P@ssw0rd!2019" -AsPlainText -Force
$credential = New-Object System.Management.Automation.PSCredential ($username, $password)
$cred2 = New-Object -TypeName PSCredential -ArgumentList 'svc@contoso.com', (ConvertTo-SecureString -String 'Summer2020' -AsPlainText -Force)
$cred3 = [System.Management.Automation.PSCredential]::new("svc", ("secret" | ConvertTo-SecureString -AsPlainText -Force))

Import-Module MSOnline, AzureAD -DisableNameChecking
Connect-MsolService -Credential $credential
Connect-AzureAD -Credential $Credential | Out-Null
$session = New-PSSession -ConfigurationName Microsoft.Exchange -ConnectionUri https://outlook.office365.com/powershell-liveid/ -Credential $credential -Authentication Basic -AllowRedirection
Import-PSSession $session -DisableNameChecking -AllowClobber

Get-MsolUser -All | where {$_.isLicensed -eq "TRUE" -and $_.BlockCredential -eq $false} | select UserPrincipalName,@{n="Licenses";e={$_.Licenses.AccountSkuId -join ";"}} | Export-Csv .\licensed.csv -NoType
Get-AzureADUser -Top 10 | % { $u = $_; Get-AzureADUserMembership -ObjectId $u.ObjectId | ? DisplayName -like "*admin*" | %{ "$($u.DisplayName) -> $($_.DisplayName)" } }
Get-Mailbox -ResultSize Unlimited | Get-MailboxPermission | ?{($_.AccessRights -match "FullAccess") -and ($_.IsInherited -eq $false) -and !($_.User -like "NT AUTHORITY\SELF")} | ft Identity,User -a

If ($Session) {Remove-PSSession $Session}
ELSE { write-host "No session" -f red }
[GC]::Collect()
