#requires -Version 7.2 -Modules Microsoft.Graph.Authentication,@{ModuleName="Microsoft.Graph.Identity.SignIns";RequiredVersion="2.11.1"}
param([string]$Path = (Join-Path $PWD 'export'), [int]$Depth = 20)

$endpoints = [ordered]@{
    'conditional-access' = 'identity/conditionalAccess/policies'
    'named-locations'    = 'identity/conditionalAccess/namedLocations'
    'device-config'      = 'deviceManagement/deviceConfigurations'
    'scripts'            = 'deviceManagement/deviceManagementScripts'
}
$null = New-Item $Path -ItemType Directory -Force
foreach ($entry in $endpoints.GetEnumerator()) {
    $target = Join-Path $Path $entry.Key
    (Test-Path $target) ? (Get-ChildItem $target -Filter *.json | Remove-Item -Force) : (mkdir $target | Out-Null)
    $uri = "https://graph.microsoft.com/beta/$($entry.Value)"
    while ($uri) {
        $page = Invoke-MgGraphRequest -Uri $uri -Method GET
        foreach ($item in $page['value']) {
            $name = $item.displayName ?? $item['name'] ?? $item.id
            $safe = $name -replace "[$([regex]::Escape([IO.Path]::GetInvalidFileNameChars() -join ''))]", '_'
            $item | ConvertTo-Json -Depth $Depth | Set-Content -LiteralPath (Join-Path $target "$safe.json") -Encoding utf8NoBOM
        }
        $uri = ${page}?['@odata.nextLink']
    }
}
$count = (Get-ChildItem $Path -Recurse -File).Count
$count -gt 0 && Write-Host "Exported $count" || Write-Warning 'Nothing exported'
git -C $Path add . && git -C $Path commit -m "Export $(Get-Date -Format o)" --quiet || Write-Verbose 'No changes'
