Configuration ExchangeManagement
{
    param ([string[]]$NodeName = 'localhost', [PSCredential]$Credential)
    Import-DscResource -ModuleName 'PSDesiredStateConfiguration'
    Node $NodeName
    {
        WindowsFeature Tools { Ensure = 'Present'; Name = 'RSAT-ADDS' }
        File Scripts
        {
            DestinationPath = 'C:\Scripts'
            Type            = 'Directory'
            Ensure          = 'Present'
            DependsOn       = "[WindowsFeature]Tools"
        }
    }
}
ExchangeManagement -NodeName srv1 -OutputPath C:\Dsc
Start-DscConfiguration -Path C:\Dsc -Wait -Force
