# Pasted from a web page: typographic quotes and dashes, no-break spaces
Connect-ExchangeOnline –AppId “11111111-2222-3333-4444-555555555555” —Organization ‘contoso.onmicrosoft.com’ ―ShowBanner:$false
Get-Mailbox –Identity “Jürgen Müller” | Set-Mailbox –CustomAttribute1 ‘it’’s’ -Confirm:$false
$größe = 5 – 3; $é = “$größe „quoted” end”; if ($größe –eq 2) { Write-Host “Größe: $größe” }
Get-User -Filter “Department -eq ‘Sales’” -ResultSize Unlimited
