# Everyday commands for an engine that comes without them, as far as the scripts under test use them. Where there is a
# whole PowerShell, its own are used.

function New-Object {
    [CmdletBinding()] param([Parameter(Mandatory)][string] $TypeName, [object[]] $ArgumentList, [hashtable] $Property)
    $made = if ($ArgumentList) { ($TypeName -as [type])::new.Invoke($ArgumentList) } else { ($TypeName -as [type])::new() }
    if ($Property) { foreach ($name in $Property.Keys) { $made.$name = $Property[$name] } }
    $made
}

function Write-Host {
    [CmdletBinding()] param([Parameter(ValueFromPipeline)] $Object, [switch] $NoNewline, $ForegroundColor, $BackgroundColor)
    process { $Host.UI.WriteLine("$Object") }
}

function Write-Warning {
    [CmdletBinding()] param([Parameter(Mandatory)][string] $Message)
    $Host.UI.WriteWarningLine($Message)
}

function Write-Output {
    [CmdletBinding()] param([Parameter(ValueFromPipeline)] $InputObject)
    process { $InputObject }
}

function Write-Error {
    [CmdletBinding()] param([Parameter(Mandatory)][string] $Message)
    $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new($Message), 'Error', 'NotSpecified', $null))
}

function Out-String {
    [CmdletBinding()] param([Parameter(ValueFromPipeline)] $InputObject)
    process { "$InputObject" }
}

function Remove-Variable {
    [CmdletBinding(SupportsShouldProcess)] param([Parameter(Mandatory)][string[]] $Name)
    if (-not $PSCmdlet.ShouldProcess($Name)) { return }
    foreach ($variable in $PSCmdlet.SessionState.InvokeProvider.ChildItem.Get('Variable:', $false)) {
        if ($Name | Where-Object { $variable.Name -like $_ }) { $PSCmdlet.SessionState.PSVariable.Remove($variable.Name) }
    }
}

function Register-EngineEvent {
    [CmdletBinding()] param([Parameter(Mandatory)][string] $SourceIdentifier, [scriptblock] $Action, [switch] $SupportEvent)
    $PSCmdlet.Events.SubscribeEvent($null, $null, $SourceIdentifier, $null, $Action, [bool] $SupportEvent, $false)
}

function Select-Object {
    [CmdletBinding()] param([Parameter(ValueFromPipeline)] $InputObject, [int] $First)
    begin { $count = 0 }
    process { if ($count++ -lt $First) { $InputObject } }
}

function Sort-Object {
    [CmdletBinding()] param([Parameter(ValueFromPipeline)] $InputObject, [string] $Property, [switch] $Descending)
    begin { $items = [System.Collections.ArrayList]::new() }
    process { [void] $items.Add($InputObject) }
    end {
        $sorted = @([System.Linq.Enumerable]::OrderBy([object[]] $items.ToArray(), [Func[object, object]] { param($item) $item.$Property }))
        if ($Descending) { [array]::Reverse($sorted) }
        $sorted
    }
}

function Get-Date { [DateTime]::Now }

function Start-Sleep {
    [CmdletBinding()] param([int] $Seconds, [int] $Milliseconds)
    [System.Threading.Thread]::Sleep(1000 * $Seconds + $Milliseconds)
}
