function Invoke-GraphPaged {
    [CmdletBinding()]
    [OutputType([object[]])]
    param(
        [Parameter(Mandatory, ValueFromPipeline)] [uri] $Uri,
        [ValidateSet('GET', 'POST', 'PATCH', 'DELETE')] [string] $Method = 'GET',
        [hashtable] $Body,
        [int] $MaxRetry = 5
    )
    begin { $retry = 0 }
    process {
        $next = $Uri
        do {
            try {
                $response = Invoke-MgGraphRequest -Method $Method -Uri $next -OutputType PSObject -Body ($Body | ConvertTo-Json -Depth 10)
                $response.value
                $next = $response.'@odata.nextLink'
            }
            catch {
                $status = $_.Exception.Response.StatusCode.value__
                switch ($status) {
                    429 { Start-Sleep -Seconds ([int]$_.Exception.Response.Headers.RetryAfter.Delta.TotalSeconds + 1); $retry++ }
                    { $_ -in 502, 503, 504 } { Start-Sleep -Seconds ([math]::Pow(2, $retry++)) }
                    404 { Write-Verbose "Nothing at $next"; return }
                    default { throw }
                }
                if ($retry -gt $MaxRetry) { throw "Gave up after $retry attempts: $next" }
            }
        } while ($next)
    }
    end { Write-Debug "Done after $retry retries" }
}

$base = 'https://graph.microsoft.com/v1.0'
$groups = Invoke-GraphPaged -Uri "$base/groups?`$filter=groupTypes/any(c:c eq 'Unified')&`$select=id,displayName&`$top=999"
foreach ($group in $groups) {
    $owners  = Invoke-GraphPaged "$base/groups/$($group.id)/owners?`$select=id"
    $members = @(Invoke-GraphPaged ($base + '/groups/' + $group.id + '/members/$count'))
    [PSCustomObject]@{ Group = $group.displayName; Owners = @($owners).Count; Members = $members[0] }
}

$token = (Invoke-RestMethod -Method Post -Uri "https://login.microsoftonline.com/$tenantId/oauth2/v2.0/token" -Body @{
        client_id     = $clientId
        client_secret = $clientSecret
        scope         = 'https://graph.microsoft.com/.default'
        grant_type    = 'client_credentials'
    } -ContentType 'application/x-www-form-urlencoded').access_token

$headers = @{ Authorization = "Bearer $token"; 'Content-Type' = 'application/json'; ConsistencyLevel = 'eventual' }
Invoke-WebRequest -UseBasicParsing -Headers $headers -Uri ('{0}/users/{1}/sendMail' -f $base, [uri]::EscapeDataString($sender)) -Method POST -Body $(@{ message = @{ subject = 'x'; toRecipients = @(@{ emailAddress = @{ address = 'a@contoso.com' } }) } } | ConvertTo-Json -Depth 6)
