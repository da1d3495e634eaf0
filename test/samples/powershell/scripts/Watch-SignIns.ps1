using namespace System.Collections.Concurrent
$ErrorView = 'ConciseView'; $PSDefaultParameterValues['*-Mg*:ErrorAction'] = 'Stop'
$since = [datetime]::UtcNow.AddHours(-1).ToString('yyyy-MM-ddTHH:mm:ssZ')
$filter = @(
    "createdDateTime ge $since"
    "status/errorCode ne 0"
    if ($args -contains '-Interactive') { "isInteractive eq true" }
) -join ' and '
$byUser = [ConcurrentDictionary[string, int]]::new()
Get-MgAuditLogSignIn -Filter $filter -All | ForEach-Object { $null = $byUser.AddOrUpdate($_.UserPrincipalName, 1, { param($k, $v) $v + 1 }) }
$risky = $byUser.GetEnumerator() | Where-Object Value -ge 10 | Sort-Object -Property Value -Descending
switch ($risky.Count) {
    0 { Write-Information 'Quiet' -InformationAction Continue }
    { $_ -gt 0 -and $_ -le 5 } { $risky | ForEach-Object { Revoke-MgUserSignInSession -UserId $_.Key -WhatIf:$WhatIfPreference } }
    default {
        $facts = $risky | ForEach-Object { @{ name = $_.Key; value = "$($_.Value)" } }
        $card = @{ '@type' = 'MessageCard'; summary = 'Sign-ins'; sections = @(@{ facts = @($facts) }) } | ConvertTo-Json -Depth 5 -Compress
        Invoke-RestMethod -Method Post -Uri $env:WEBHOOK -Body ([Text.Encoding]::UTF8.GetBytes($card)) -ContentType 'application/json; charset=utf-8'
    }
}
trap { Write-Error -ErrorRecord $_; exit 2 }
exit ($risky ? 1 : 0)
