#Requires -Modules Microsoft.Graph.Authentication, Microsoft.Graph.DeviceManagement
param(
    [Parameter(Mandatory = $true)] [System.IO.DirectoryInfo] $Folder,
    [ValidateSet("Production", "Test")] $Stage = "Test"
)
Import-Module "$PSScriptRoot/Graph.psm1" -Force
$secret = ConvertTo-SecureString $env:CLIENT_SECRET -AsPlainText -Force
$credential = [pscredential]::new($env:CLIENT_ID, $secret)
Connect-MgGraph -ClientSecretCredential $credential -TenantId (@{ Production = 'contoso.com'; Test = 'contoso-test.com' }[$Stage])
$kinds = 'deviceConfigurations', 'deviceCompliancePolicies', 'deviceEnrollmentConfigurations'
$jobs = $kinds | ForEach-Object -Parallel {
    Import-Module Microsoft.Graph.Authentication
    $uri = "https://graph.microsoft.com/beta/deviceManagement/$_`?`$expand=assignments"
    do {
        $response = Invoke-MgGraphRequest -Method GET -Uri $uri
        $response.value | Select-Object *, @{ Name = 'kind'; Expression = { $using:_ } } -ErrorAction Ignore
    } while ($uri = $response.'@odata.nextLink')
} -AsJob -ThrottleLimit 3
$jobs | Receive-Job -Wait -AutoRemoveJob | ForEach-Object {
    $file = Join-Path $Folder.FullName "$($_.kind)" "$($_.displayName -replace '[\\/:*?"<>|]', '_').json"
    [void] (New-Item (Split-Path $file) -ItemType Directory -Force)
    [System.IO.File]::WriteAllText($file, ($_ | ConvertTo-Json -Depth 30), [Text.UTF8Encoding]::new($false))
}
Compress-Archive -Path $Folder\* -DestinationPath ("{0}-{1:yyyyMMdd}.zip" -f $Folder.Name, [datetime]::Now) -Update
