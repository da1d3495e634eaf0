Param([string]$Group="All Staff",[string]$Domain)
Function Log($m,$c="White"){Write-Host "$(Get-Date -f "HH:mm:ss") $m" -ForegroundColor $c;"$m"|Add-Content "$PSScriptRoot\log.txt"}
$g=Get-MgGroup -Filter "displayName eq '$($Group -replace "'","''")'" -Top 1
If(-Not $g){Log "Group `"$Group`" not found" Red;Return}
$have=@{};(Get-MgGroupMember -GroupId $g.Id -All).Id|%{$have[$_]=1}
$want=Get-MgUser -All -Filter ("endsWith(userPrincipalName,'@"+$Domain+"') and accountEnabled eq true") -ConsistencyLevel eventual -CountVariable c|? Id -NotIn $have.Keys
For($i=0;$i -lt $want.Count;$i+=20){
    $refs=$want[$i..([Math]::Min($i+19,$want.Count-1))]|%{"https://graph.microsoft.com/v1.0/directoryObjects/{$($_.Id)}"}
    Update-MgGroup -GroupId $g.Id -BodyParameter @{"members@odata.bind"=@($refs)}
    Log ("{0}/{1}" -f ($i+$refs.Count),$want.Count) -c Green }
If($?){Log "Done: $($want.Count) added" }Else{Log "Failed: $($Error[0])" Red}
