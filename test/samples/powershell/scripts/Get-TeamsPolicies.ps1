$cert = Get-ChildItem Cert:\CurrentUser\My\9CF05589A4B29BECEE6456F08A76EBC3DC2BC581
Connect-MicrosoftTeams -Certificate $cert -ApplicationId '2f1c0f0e-73a5-4c5e-9a53-b9a1f0f64f11' -TenantId 'contoso.onmicrosoft.com'
$users = Get-CsOnlineUser -Filter {Enabled -eq $True} -Properties DisplayName,TeamsMeetingPolicy,LineUri
$policies = @(Get-CsTeamsMeetingPolicy | Select-Object -ExpandProperty Identity | ForEach-Object { $_ -replace '^Tag:' })
foreach ($user in $users.Where{ $_.LineUri }) {
    $number = $user.LineUri -replace '^tel:\+?', '+' -replace ';ext=\d+$'
    $policy = if ($null -eq $user.TeamsMeetingPolicy) { 'Global' } else { "$($user.TeamsMeetingPolicy)" }
    if ($policy -notin $policies) { Grant-CsTeamsMeetingPolicy -Identity $user.Identity -PolicyName $null -Confirm:$false; continue }
    '{0};{1};{2}' -f $user.DisplayName, $number, $policy
}
$batch = New-CsBatchPolicyAssignmentOperation -PolicyType TeamsMessagingPolicy -PolicyName 'Students' -Identity ($users.Identity | select -Unique) -OperationName "b$(Get-Random)"
while (($status = Get-CsBatchPolicyAssignmentOperation -OperationId $batch).OverallStatus -eq 'InProgress') { Start-Sleep 15 }
$status | Format-List *
