Set-StrictMode -Version 2
$script:cache = @{}
$ExecutionContext.SessionState.Module.OnRemove = { Disconnect-MgGraph -ErrorAction SilentlyContinue }

function Get-CachedUser {
    [CmdletBinding(DefaultParameterSetName = 'ById')]
    [Alias('gcu')]
    param(
        [Parameter(Mandatory, ParameterSetName = 'ById', ValueFromPipeline)]
        [Alias('UserId', 'ObjectId')] [guid] $Id,
        [Parameter(Mandatory, ParameterSetName = 'ByName')]
        [ArgumentCompleter({ param($c, $p, $word) (Get-MgUser -Search "displayName:$word").DisplayName })]
        [string] $Name
    )
    dynamicparam {
        $dictionary = [Management.Automation.RuntimeDefinedParameterDictionary]::new()
        $attribute = [Parameter]@{ Mandatory = $false }
        $dictionary.Add('Region', [Management.Automation.RuntimeDefinedParameter]::new('Region', [string], @($attribute)))
        return $dictionary
    }
    begin { $hits = 0 }
    process {
        $key = $PSCmdlet.ParameterSetName -eq 'ById' ? "$Id" : $Name
        if ($script:cache.ContainsKey($key)) { $hits++; return $script:cache[$key] }
        $script:cache[$key] = switch ($PSCmdlet.ParameterSetName) {
            ById { Get-MgUser -UserId $Id -Property @('id', 'displayName') }
            ByName { Get-MgUser -Filter ("displayName eq '{0}'" -f $Name.Replace("'", "''")) }
        }
        $script:cache[$key]
    }
    end { Write-Verbose -Message:"$hits hits" }
    clean { $script:cache.Clear() }
}

function Clear-UserCache { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param() if ($PSCmdlet.ShouldProcess('cache')) { $script:cache.Clear() } }
Set-Alias -Name cuc -Value Clear-UserCache
Export-ModuleMember -Function Get-CachedUser, Clear-UserCache -Alias *
