[CmdletBinding()]
Param
(
    [Parameter(Mandatory=$true,
               ValueFromPipelineByPropertyName=$true,
               HelpMessage="CSV with Name;Department;License",
               Position=0)]
    [Alias("Csv","File")]
    [ValidatePattern('\.csv$')]
    $Path,
    [Parameter()][ValidateLength(2,2)][string]$UsageLocation="DE",
    [securestring]$InitialPassword = (Read-Host "Initial password" -AsSecureString)
)

Begin
{
    Import-Module Microsoft.Graph.Users -MinimumVersion 2.0 -ErrorAction Stop
    Connect-MgGraph -Scopes "User.ReadWrite.All","Directory.ReadWrite.All" -NoWelcome
    $skus = @{}
    Get-MgSubscribedSku -All | ForEach-Object { $skus[$_.SkuPartNumber] = $_.SkuId }
    function Get-RandomPassword ([int]$Length = 16)
    {
        $set = [char[]](33..126) -ne '"' -ne "'"
        return -join (1..$Length | ForEach-Object { $set | Get-Random })
    }
}
Process
{
    foreach ($row in (Import-Csv -Path $Path -Delimiter ";" -Encoding UTF8))
    {
        $parts = $row.Name -split "\s+", 2
        $upn   = ("{0}.{1}@{2}" -f $parts[0], $parts[1], "contoso.com").ToLower() -replace "ä","ae" -replace "ö","oe" -replace "ü","ue" -replace "ß","ss"
        $user  = @{
            AccountEnabled    = $true
            DisplayName       = $row.Name
            MailNickname      = $upn.Split("@")[0]
            UserPrincipalName = $upn
            UsageLocation     = $UsageLocation
            PasswordProfile   = @{
                Password                      = Get-RandomPassword -Length 20
                ForceChangePasswordNextSignIn = $true
            }
        }
        if ($existing = Get-MgUser -Filter "userPrincipalName eq '$upn'")
        {
            Write-Warning "$upn exists ($($existing.Id))"
            Update-MgUser -UserId $existing.Id -Department $row.Department
        }
        else
        {
            $new = New-MgUser -BodyParameter $user
            Set-MgUserLicense -UserId $new.Id -AddLicenses @(@{SkuId = $skus[$row.License]}) -RemoveLicenses @() | Out-Null
            $new | Select-Object -Property DisplayName, UserPrincipalName, @{Label="Password";Expression={$user.PasswordProfile.Password}}
        }
    }
}
End
{
    Disconnect-MgGraph > $null 2>&1
}
