$ErrorActionPreference = "Stop"
$apps = az ad app list --all --query "[?passwordCredentials].{name:displayName,id:appId}" -o json | ConvertFrom-Json
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

$soon = (Get-Date).AddDays(30)
Get-MgApplication -All -Property AppId,DisplayName,PasswordCredentials,KeyCredentials |
  ForEach-Object {
    $app = $_
    $app.PasswordCredentials + $app.KeyCredentials |
      Where-Object { $null -ne $_ -and $_.EndDateTime -lt $soon } |
      ForEach-Object {
        [pscustomobject]@{
          App     = $app.DisplayName
          Type    = $_.GetType().Name -replace '^MicrosoftGraph|Credential$'
          KeyId   = $_.KeyId
          Expires = $_.EndDateTime
          Days    = [int]($_.EndDateTime - (Get-Date)).TotalDays
        }
      }
  } | Sort-Object Expires | Tee-Object -Variable expiring | Format-Table

$body = @"
<html><body>
<h1>Credentials that expire before $($soon.ToString('d'))</h1>
$($expiring | ConvertTo-Html -Fragment | Out-String)
<p>Sent by $env:COMPUTERNAME, "automatically"</p>
</body></html>
"@

$mail = @{
  Message = @{
    Subject      = "Expiring: $($expiring.Count)"
    Body         = @{ ContentType = 'HTML'; Content = $body }
    ToRecipients = @( @{ EmailAddress = @{ Address = 'ops@contoso.com' } } )
  }
  SaveToSentItems = $false
}
if ($expiring) { Send-MgUserMail -UserId 'noreply@contoso.com' -BodyParameter $mail }
