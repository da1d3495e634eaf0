param (
	[string] $TenantId = "72f988bf-0000-41af-91ab-2d7cd011db47",
	[string] $ClientId = "14d82eec-204b-4c2f-b7e8-296a70dab67e",
	[string] $Thumbprint,
	[datetime] $From = (Get-Date).AddDays(-7),
	[datetime] $To = (Get-Date)
)

$connection = @{
	TenantId              = $TenantId
	ClientId              = $ClientId
	CertificateThumbprint = $Thumbprint
	NoWelcome             = $true
}
Connect-MgGraph @connection

$users = Get-MgUser -All -Filter "accountEnabled eq true and userType eq 'Member'" -ConsistencyLevel eventual -CountVariable count -Property id,displayName,userPrincipalName
Write-Host "Found $count users" -ForegroundColor Cyan

$events = [System.Collections.Generic.List[object]]::new()
foreach ($user in $users)
{
	try
	{
		$view = Get-MgUserCalendarView -UserId $user.Id -StartDateTime $From.ToString("o") -EndDateTime $To.ToString("o") -All
		$view |
			Where-Object { $_.Subject -notmatch '^(Private|Privat)' -and -not $_.IsCancelled } |
			Select-Object Subject,
				@{ Name = 'Start'; Expression = { [datetime]$_.Start.DateTime } },
				@{ N = 'Organizer'; E = { $_.Organizer.EmailAddress.Address } } |
			ForEach-Object { $events.Add($_) }
	}
	catch
	{
		Write-Error ("{0}: {1}" -f $user.UserPrincipalName, $_.Exception.Message) -ErrorAction Continue
		continue
	}
}

$events | Group-Object Organizer -NoElement | Sort Count -Desc | Select -First 20 | Format-Table -AutoSize
Disconnect-MgGraph | Out-Null
