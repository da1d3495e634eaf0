data messages -SupportedCommand ConvertFrom-StringData {
    ConvertFrom-StringData @'
        Hello = Hallo {0}
        Bye   = Auf Wiedersehen
'@
}
Import-LocalizedData -BindingVariable strings -FileName "messages.psd1" -ErrorAction Ignore
workflow Restart-All { param([string[]]$Names) foreach -parallel ($n in $Names) { sequence { InlineScript { Restart-Computer -ComputerName $using:n } } } }
filter Where-Expired { if ($_.NotAfter -lt [datetime]::Today) { $_ } }
Get-ChildItem Cert:\CurrentUser\My | Where-Expired | Remove-Item -WhatIf
$text = @"
Dear $($user.GivenName) "$($user.Surname)",
your quota is $("{0:N0}" -f ($quota / 1GB)) GB. Path: ${env:USERPROFILE}\x `$notAVariable
$(if ($admin) { "You are an admin: $(Get-Role $user | Join-String -Separator ', ')" } else { 'Regards' })
"@
$json = '{ "a": [1, 2, { "b": "it''s" }] }' | ConvertFrom-Json -AsHashtable
$regex = [regex]'(?<name>\w+)@(?<domain>[\w.]+)'
if ("x@contoso.com" -match $regex) { $Matches.name, $Matches['domain'] -join ' at ' }
'a b  c'.Split(' ', [StringSplitOptions]::RemoveEmptyEntries).ForEach({ $_.ToUpper() }) | Join-String
$dates = 'Monday','Friday' | ForEach-Object { [System.DayOfWeek]$_ -as [int] }
"Costs: $$5 $? $^ ${x}y $($y) $x.Name $x[0] $a:b $($a)::c `"quoted`" ""doubled"" 'single' $(1+1) @x"
'He said "hi"' + "It's" + "tab`there" + 'multi
line' + "null`0 esc`e[0m u`u{1F600}"
$big = 1kb, 2MB, 3gb, 0x1F, 0b101, 1e3, 1.5e-3, 10L, 1.0d, 5u, 7y, 300s, 9n
$range = 1..10 + 20..15; $neg = -1, - 1, +5; $x = $y = $z = 0
$o = New-Object -TypeName 'System.Collections.Generic.Dictionary[string,System.Collections.Generic.List[int]]'
$d = [System.Collections.Generic.Dictionary[string, [System.Collections.Generic.List[int[]]]]]::new([StringComparer]::OrdinalIgnoreCase)
[ref]$null; [ValidateRange(1,5)][int]$limited = 3; [string]$s, [int]$i = 'a', 1
$hash = @{ 1 = 'one'; 'two' = 2; $key = 3; (Get-Key) = 4; ab = 5 }
