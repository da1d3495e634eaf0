Function Get-LicenseCost
{
 <#
  .NOTES
   Prices are per month.
 #>
 Param([Parameter(Mandatory)]$Sku,[double]$Factor=1.19)
 $prices=@{
  'ENTERPRISEPACK'=21.6;'SPE_E3'=35.70
  'SPE_E5'       = 56.40 # includes voice
  FLOW_FREE=0
 }
 if($prices.ContainsKey($Sku)){$prices[$Sku]*$Factor}else{0}
}
$csv=@'
UserPrincipalName,Sku
anna@contoso.com,SPE_E3
bernd@contoso.com,"SPE_E5"
'@|ConvertFrom-Csv
$sum=0
ForEach($row in $csv){
 $cost=Get-LicenseCost $row.Sku;$sum+=$cost
 '{0,-25}{1,10:C}' -f $row.UserPrincipalName,$cost
 }
"`nTotal: {0:C}" -f $sum
For($i=0;$i -lt 3;$i++){Write-Host -NoNewline ('.'*$i)}
$i=10;While($i-->0){if($i%2){continue};[Console]::Write("$i ")}
$a,$b,$null=1,2,3;$h=@{};$h.x=1;$h['y z']=2;$h."q$a"=3;$h.Keys|%{"$_=$($h[$_])"}
[int[]]$n=1,2,3;$n[-1..0];$n+=4;-not$true;!$false;-join('a','b');,1;@(,1)
$sb={param($x)$x*2};&$sb 4;.$sb 5;& { "block" };&'Get-Date'|Out-Null;.{$y=1}
$r=if($sum -gt 50){'much'}elseif($sum){'little'}else{'nothing'};$r
try{1/0}catch{$_.Exception.GetType().FullName}finally{'end'}
