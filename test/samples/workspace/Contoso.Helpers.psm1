# Small things that several scripts use. Signs in to nothing.

function Write-Log {
    param (
        [Parameter(Mandatory, ValueFromPipeline)] [string] $Message,
        [ValidateSet('Information', 'Warning')] [string] $Level = 'Information'
    )
    process {
        $line = '{0:yyyy-MM-dd HH:mm:ss} {1}' -f (Get-Date), $Message
        if ($Level -eq 'Warning') { Write-Warning $line } else { Write-Information $line -InformationAction Continue }
    }
}

function ConvertTo-Alias {
    <# "Zoë", "Ångström" -> "zoe.angstrom" #>
    param (
        [Parameter(Mandatory)] [string] $GivenName,
        [Parameter(Mandatory)] [string] $Surname
    )
    $plain = "$GivenName.$Surname".Normalize([Text.NormalizationForm]::FormD) -replace '\p{Mn}'
    $plain.ToLowerInvariant() -replace '[^a-z0-9.-]'
}

Export-ModuleMember -Function Write-Log, ConvertTo-Alias
