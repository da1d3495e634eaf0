$cmd = "msiexec.exe"
& $cmd /i "$PSScriptRoot\app.msi" /qn /norestart /L*v "C:\Windows\Temp\app.log" | Out-Null
Start-Process -FilePath msiexec.exe -ArgumentList "/i `"$PSScriptRoot\app.msi`" /qn TRANSFORMS=`"x.mst`"" -Wait -NoNewWindow
reg add HKLM\Software\Policies\Contoso /v Flag /t REG_DWORD /d 1 /f
icacls --% C:\data /grant %USERNAME%:(OI)(CI)F /T | findstr x
cmd /c "echo %PATH% & exit 3" 2>$null 1> out.txt
netsh advfirewall firewall add rule name="My app" dir=in action=allow program="$env:ProgramFiles\App\app.exe" enable=yes
& "${env:ProgramFiles(x86)}\Microsoft\Edge\Application\msedge.exe" --new-window https://portal.azure.com/#home?x=1&y
& 'C:\Program Files\Git\bin\git.exe' log --pretty=format:'%h %s' -n 5 HEAD~3..HEAD -- *.ps1
robocopy.exe .\src \\server\share$\dst /MIR /R:1 /W:1 *>&1 | Select-String -Pattern 'ERROR|(\d+) failed' -AllMatches
schtasks /create /tn "Report" /tr "pwsh -File C:\Scripts\Get-MailboxReport.ps1" /sc daily /st 06:00 /ru SYSTEM
curl -s -X POST -H "Content-Type: application/json" -d '{"a":"b"}' https://example.com/api?x=1
7z a -tzip out.zip *.csv -mx=9
.\setup.exe /quiet; ..\tools\run.cmd a,b c;d
C:\Windows\System32\notepad.exe $file
$LASTEXITCODE; $?
$path = 'HKLM:\SOFTWARE\Microsoft\Office\ClickToRun\Configuration'
(Get-ItemProperty $path).VersionToReport | Should -Be 16.0.1
[Environment]::SetEnvironmentVariable('X', "$env:X;C:\bin", [EnvironmentVariableTarget]::Machine)
Get-ChildItem env: | ? Name -like AZ* | sort -Property @{e={$_.Name.Length};d=1}, Name
ls *.log -r -ea 0 | ? { !$_.PSIsContainer -and $_.Length -gt 10MB } | % { rm $_.FullName -fo -wh }
if (!(Test-Path function:\prompt)) { function global:prompt { "PS $($PWD.Path)> " } }
