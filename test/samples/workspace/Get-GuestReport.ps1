<#
.SYNOPSIS
    Guests whose last refresh of a token is long ago.
#>
param (
    [int] $Days = 90
)

Import-Module AzureAD
Connect-AzureAD | Out-Null

$limit = (Get-Date).AddDays(-$Days)

$guests = Get-AzureADUser -Filter "userType eq 'Guest'" -All $true |
    Where-Object { $_.RefreshTokensValidFromDateTime -lt $limit }

foreach ($guest in $guests) {
    $groups = Get-AzureADUserMembership -ObjectId $guest.ObjectId | Where-Object ObjectType -eq 'Group'
    $manager = Get-AzureADUserManager -ObjectId $guest.ObjectId

    [pscustomobject]@{
        Guest     = $guest.Mail
        Company   = $guest.CompanyName
        InvitedBy = $manager.DisplayName
        Groups    = ($groups.DisplayName | Sort-Object) -join '; '
    }
}

Disconnect-AzureAD
