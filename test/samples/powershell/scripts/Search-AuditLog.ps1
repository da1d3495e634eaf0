[CmdletBinding()] param($Start = (Get-Date).AddDays(-1).Date, $End = (Get-Date), [ValidateNotNull()] $Operations = @("FileDeleted","FileDownloaded"))
$session = [guid]::NewGuid().Guid + "_Audit" ; $all = @() ; $count = 0
do
{
   $batch = Search-UnifiedAuditLog -StartDate $Start -EndDate $End -Operations $Operations -SessionId $session -SessionCommand ReturnLargeSet -ResultSize 5000
   If ($batch.Count -gt 0) {
      $all += $batch
      Write-Host ("Retrieved {0:N0} of {1:N0} records" -f $all.Count, $batch[0].ResultCount)
   }
   $count++
} until (($batch.Count -eq 0) -or ($count -ge 10))

ForEach ($rec in $all) {
   $data = ConvertFrom-Json $rec.AuditData
   Switch -Regex ($data.Workload) {
      "^Share" { $where = $data.SiteUrl + $data.SourceRelativeUrl + "/" + $data.SourceFileName }
      "Exchange|Mail" { $where = $data.MailboxOwnerUPN }
      Default { $where = "?" } }
   $line = [PSCustomObject] @{
      TimeStamp = Get-Date($rec.CreationDate) -format g
      User      = $rec.UserIds
      Action    = $rec.Operations
      Where     = $where }
   $line | Out-File -FilePath $env:TEMP\audit.txt -Append -Width 4096
}
$all | Sort-Object {$_.CreationDate -as [datetime]} -Unique | Out-GridView
