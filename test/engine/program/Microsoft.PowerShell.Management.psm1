# Everyday commands for an engine that comes without them, as far as the scripts under test use them. Where there is a
# whole PowerShell, its own are used.

function Join-Path {
    [CmdletBinding()] param([Parameter(Mandatory)][string] $Path, [Parameter(Mandatory)][string] $ChildPath)
    [System.IO.Path]::Combine($Path, $ChildPath)
}

function Test-Path {
    [CmdletBinding()] param([string] $Path, [string] $LiteralPath)
    $wanted = if ($LiteralPath) { $LiteralPath } else { $Path }
    $ExecutionContext.InvokeProvider.Item.Exists($wanted)
}

function Get-Item {
    [CmdletBinding()] param([string] $Path, [string] $LiteralPath)
    $wanted = if ($LiteralPath) { $LiteralPath } else { $Path }
    try { $ExecutionContext.InvokeProvider.Item.Get($wanted) }
    catch { $PSCmdlet.WriteError($_) }
}

function Get-ChildItem {
    [CmdletBinding()] param([string] $Path, [string] $LiteralPath)
    $wanted = if ($LiteralPath) { $LiteralPath } else { $Path }
    try { $ExecutionContext.InvokeProvider.ChildItem.Get($wanted, $false) }
    catch { $PSCmdlet.WriteError($_) }
}

function Remove-Item {
    [CmdletBinding(SupportsShouldProcess)] param([string] $Path, [string] $LiteralPath, [switch] $Recurse, [switch] $Force)
    $wanted = if ($LiteralPath) { $LiteralPath } else { $Path }
    if (-not $PSCmdlet.ShouldProcess($wanted)) { return }
    if ($wanted -like 'Env:*') { [Environment]::SetEnvironmentVariable($wanted.Substring(4), [NullString]::Value); return }
    try {
        if ([System.IO.Directory]::Exists($wanted)) { [System.IO.Directory]::Delete($wanted, $Recurse) }
        elseif ([System.IO.File]::Exists($wanted)) { [System.IO.File]::Delete($wanted) }
        else { throw "Cannot find path '$wanted' because it does not exist." }
    }
    catch { $PSCmdlet.WriteError($_) }
}

function Set-Content {
    [CmdletBinding(SupportsShouldProcess)] param([string] $LiteralPath, $Value)
    if (-not $PSCmdlet.ShouldProcess($LiteralPath)) { return }
    [System.IO.File]::WriteAllText($LiteralPath, "$Value`n")
}
