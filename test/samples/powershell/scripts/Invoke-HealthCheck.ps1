# Exchange hybrid health check, run on a management server
[System.Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingWriteHost', '', Justification = 'Interactive')]
[CmdletBinding(DefaultParameterSetName = "Local", SupportsShouldProcess)]
param(
    [Parameter(ValueFromPipeline, ParameterSetName = "Remote")][string[]]$Server = ($env:COMPUTERNAME),
    [Parameter(ParameterSetName = "Remote")]
    [PSCredential]
    [System.Management.Automation.Credential()]
    $Credential = [PSCredential]::Empty,
    [ValidateScript( { if (Test-Path $_) { $true } else { throw "No folder: $_" } } )]
    [string]$OutputFilePath = "."
)
begin {
    . $PSScriptRoot\Shared\Write-Verbose.ps1
    . "$PSScriptRoot\Shared\Get-Version.ps1"
    Set-Variable -Name minimum -Value ([version]"15.2.986.5") -Option Constant -Scope Script
    function Invoke-Remote {
        param([string]$ComputerName, [scriptblock]$ScriptBlock, [object[]]$ArgumentList)
        $parameters = @{ ComputerName = $ComputerName; ScriptBlock = $ScriptBlock; ErrorAction = 'Stop' }
        if ($Credential -ne [PSCredential]::Empty) { $parameters.Credential = $Credential }
        if ($null -ne $ArgumentList) { $parameters.Add("ArgumentList", $ArgumentList) }
        Invoke-Command @parameters
    }
    trap [System.UnauthorizedAccessException] { Write-Error "Access is denied: $_"; break }
}
process {
    foreach ($s in $Server) {
        $info = Invoke-Remote -ComputerName $s -ScriptBlock {
            param($services)
            $result = [ordered]@{}
            Get-Service $services | ForEach-Object { $result[$_.Name] = $_.Status.ToString() }
            $result.Uptime = (Get-Date) - (Get-CimInstance -ClassName Win32_OperatingSystem).LastBootUpTime
            $result.Disk = Get-CimInstance Win32_LogicalDisk -Filter "DriveType=3" | Select-Object DeviceID, @{n='FreeGB'; e={[math]::Round($_.FreeSpace/1GB,1)}}
            [pscustomobject]$result
        } -ArgumentList @(, @('MSExchangeTransport', 'MSExchangeIS', 'W3SVC'))
        if ($info.Uptime.TotalDays -gt 60 -or ($info.Disk | Where-Object FreeGB -lt 20)) {
            Write-Host "$s needs attention" -ForegroundColor Red -BackgroundColor Black
        } else { Write-Host "$s is fine" -ForegroundColor Green }
        $info | ConvertTo-Xml -As String -Depth 3 | Out-File "$OutputFilePath\HealthCheck-$s-$((Get-Date).ToString("yyyyMMddhhmmss")).xml"
    }
}
end {
    $script:Logger = $null
    Get-Variable -Name minimum -ValueOnly | Out-Null
}
