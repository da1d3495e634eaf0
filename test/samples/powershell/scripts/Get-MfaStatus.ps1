Param(
  [Parameter(Mandatory=$false)][switch]$DisabledOnly,
  [Parameter(Mandatory=$false)][switch]$EnabledOnly,
  [String] $UserName, [String] $Password
)
#Module and Connection settings
$Module=Get-Module -Name MSOnline -ListAvailable
if($Module.count -eq 0)
{
 Write-Host MSOnline module is not available -ForegroundColor yellow
 $Confirm= Read-Host Are you sure you want to install module? [Y] Yes [N] No
 if($Confirm -match "[yY]")
 {
  Install-Module MSOnline
  Import-Module MSOnline
 }
 else
 {
  Write-Host MSOnline module is required to connect. Please install module using Install-Module MSOnline cmdlet.
  Exit
 }
}
if(($UserName -ne "") -and ($Password -ne ""))
{
 $SecuredPassword = ConvertTo-SecureString -AsPlainText $Password -Force
 $Credential  = New-Object System.Management.Automation.PSCredential $UserName,$SecuredPassword
 Connect-MsolService -Credential $credential
}
else
{
 Connect-MsolService | Out-Null
}
$Result=""
$Results=@()
$UserCount=0
$ExportCSV=".\MFAReport_$((Get-Date -format yyyy-MMM-dd-ddd` hh-mm` tt).ToString()).csv"
Get-MsolUser -All | foreach{
 $UserCount++
 $DisplayName=$_.DisplayName
 $Status=$_.StrongAuthenticationRequirements.State
 $Methods=$_.StrongAuthenticationMethods
 Write-Progress -Activity "`n     Processed user count: $UserCount "`n"  Currently Processing: $DisplayName"
 if($_.BlockCredential -eq "True")
 { $SignIn="Denied" } else { $SignIn="Allowed" }
 if(($Methods -ne $null) -or ($Status -ne $null) -and (-not ($DisabledOnly.IsPresent)))
 {
  if($Status -eq $null){$Status='Enabled via Conditional Access'}
  $Default=($Methods | where{$_.IsDefault -eq "True"}).MethodType
  $Roles=(Get-MsolUserRole -UserPrincipalName $_.UserPrincipalName).Name
  $Result=@{'DisplayName'=$DisplayName;'MFAStatus'=$Status;'Methods'=($Methods.MethodType -join ",");'Default'=$Default;'SignInStatus'=$SignIn;'Roles'=$Roles}
  $Results= New-Object PSObject -Property $Result
  $Results | Select-Object DisplayName,MFAStatus,Methods,Default,SignInStatus,Roles | Export-Csv -Path $ExportCSV -Notype -Append
 }
}
if((Test-Path -Path $ExportCSV) -eq "True")
{
 $Prompt = New-Object -ComObject wscript.shell
 $UserInput = $Prompt.popup("Do you want to open output file?",` 0,"Open Files",4)
 If ($UserInput -eq 6) { Invoke-Item "$ExportCSV" }
}
