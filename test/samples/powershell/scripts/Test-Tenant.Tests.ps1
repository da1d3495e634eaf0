BeforeDiscovery {
    $settings = Invoke-MgGraphRequest -Uri 'beta/policies/authorizationPolicy' -OutputType PSObject
}

Describe 'Tenant <_.Name>' -Tag 'Entra', 'CA' -ForEach @(@{ Name = 'contoso' }, @{ Name = 'fabrikam' }) {
    BeforeAll { $script:policies = Get-MgIdentityConditionalAccessPolicy -All }

    It 'CA01: blocks legacy authentication' -Skip:($null -eq $policies) {
        $policies | Where-Object { $_.State -eq 'enabled' -and 'other' -in $_.Conditions.ClientAppTypes } | Should -Not -BeNullOrEmpty -Because 'old clients know no second factor'
    }

    Context "Given guests" {
        It "should have <Expected> for <Key>" -TestCases @(
            @{ Key = 'allowInvitesFrom'; Expected = 'adminsAndGuestInviters' }
            @{ Key = 'guestUserRoleId'; Expected = '2af84b1e-32c8-42b7-82bc-daa82404023b' }
        ) {
            param($Key, $Expected)
            $settings.$Key | Should -BeExactly $Expected
        }
        It 'throws' { { Get-MgUser -UserId 'nobody' -ErrorAction Stop } | Should -Throw -ExpectedMessage '*does not exist*' }
    }
    AfterAll { Remove-Variable -Name policies -Scope Script -ErrorAction Ignore }
}
