# Runs the same program in PowerShell itself, where there is one: nothing needs to be restored or built.
$ErrorActionPreference = 'Stop'
$sources = Get-ChildItem -LiteralPath $PSScriptRoot -Filter '*.cs' | ForEach-Object { $_.FullName }
Add-Type -Path $sources -IgnoreWarnings
[void] [EntraCertAuth.Engine.Program]::Main(@())
