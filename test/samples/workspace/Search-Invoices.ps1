<#
.SYNOPSIS
    Searches all mailboxes for mails about an invoice, for an audit.
.NOTES
    Finding is enough here: nothing is exported or purged.
#>
[CmdletBinding(SupportsShouldProcess)]
param (
    [Parameter(Mandatory)]
    [ValidatePattern('^[A-Z]{2}-\d{4,}$')]
    [string] $InvoiceNumber,

    [datetime] $Since = (Get-Date).AddMonths(-6)
)

Connect-IPPSSession -UserPrincipalName 'admin@contoso-sample.onmicrosoft.com'

$name = "Invoice $InvoiceNumber $(Get-Date -Format 'yyyyMMdd-HHmm')"
$query = "subject:""$InvoiceNumber"" AND received>=$($Since.ToString('yyyy-MM-dd'))"

if ($PSCmdlet.ShouldProcess($name, 'Search all mailboxes')) {
    New-ComplianceSearch -Name $name -ExchangeLocation All -ContentMatchQuery $query | Out-Null
    Start-ComplianceSearch -Identity $name

    do {
        Start-Sleep -Seconds 15
        $search = Get-ComplianceSearch -Identity $name
        Write-Verbose "$name is $($search.Status)."
    } until ($search.Status -eq 'Completed')

    [pscustomobject]@{
        Search = $name
        Items  = $search.Items
        Size   = '{0:N1} MB' -f ($search.Size / 1MB)
    }
}

Disconnect-ExchangeOnline -Confirm:$false
