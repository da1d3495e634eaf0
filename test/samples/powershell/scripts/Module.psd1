@{
    RootModule        = 'Graph.psm1'
    ModuleVersion     = '1.2.0'
    GUID              = '5f1c4a2e-31b8-4d2c-9a0b-2f6c8c0a3b11'
    RequiredModules   = @('Microsoft.Graph.Authentication', @{ ModuleName = 'Microsoft.Graph.Users'; ModuleVersion = '2.0.0' })
    FunctionsToExport = 'Get-CachedUser', 'Clear-UserCache'
    CmdletsToExport   = @()
    PrivateData       = @{ PSData = @{ Tags = @('Entra', 'Graph'); Prerelease = '' } }
}
