[CmdletBinding(SupportsShouldProcess,ConfirmImpact="High")]
param([Parameter(Mandatory)][string]$Shared,[string[]]$FullAccess,[string[]]$SendAs,[switch]$NoAutoMapping)
$common=@{Identity=$Shared;Confirm=$false;ErrorAction='Stop'}
if($FullAccess){foreach($user in $FullAccess){
  if($PSCmdlet.ShouldProcess($Shared,"Give $user full access")){
    try{Add-MailboxPermission @common -User $user -AccessRights FullAccess -InheritanceType All -AutoMapping:(-not $NoAutoMapping)|Out-Null}
    catch [Microsoft.Exchange.Management.RestApiClient.RestClientException]{Write-Warning $_.Exception.Message;continue}}}}
$SendAs|?{$_}|%{Add-RecipientPermission @common -Trustee $_ -AccessRights SendAs}
Set-Mailbox $Shared -MessageCopyForSentAsEnabled $true -MessageCopyForSendOnBehalfEnabled:$true -GrantSendOnBehalfTo @{Add=$SendAs}
Set-MailboxFolderPermission "${Shared}:\Calendar" -User Default -AccessRights Reviewer
Get-MailboxPermission $Shared|where{$_.User -notlike 'NT AUTHORITY\*' -and !$_.IsInherited}|select User,@{n='Rights';e={$_.AccessRights -join ','}}|ft -auto
