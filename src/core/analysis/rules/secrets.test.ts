import { describeRule } from '../testing/ruleTable.ts';

const secureString = 'secureString';

describeRule(
  'passwordLiteral',
  {
    'a literal that becomes a secure string': {
      text: "$p = ConvertTo-SecureString ⟦'P@ssw0rd!'⟧ -AsPlainText -Force",
      message: secureString,
    },
    'a literal by name, abbreviated': {
      text: 'ConvertTo-SecureString -AsPlain -Force -String ⟦"Summer2020"⟧',
      message: secureString,
    },
    'a literal from the pipeline': {
      text: "$p = ⟦'hunter2'⟧ | ConvertTo-SecureString -AsPlainText -Force",
      message: secureString,
    },
    'a variable, where it gets its value': {
      text: "$plain = ⟦'Winter2021'⟧\n$other = 1\n$p = ConvertTo-SecureString $plain -AsPlainText -Force",
      message: secureString,
      params: { name: 'plain' },
    },
    'a variable in double quotes': {
      text: '$plain = ⟦"Winter2021"⟧\nConvertTo-SecureString "$plain" -AsPlainText -Force',
      message: secureString,
    },
    'a variable of the script, used in a function': {
      text: "$script:pw = ⟦'Winter2021'⟧\nfunction Get-It { ConvertTo-SecureString $pw -AsPlainText -Force }",
      message: secureString,
    },
    'the default of a parameter': {
      text: "param([string]$Password = ⟦'Winter2021'⟧)\nConvertTo-SecureString $Password -AsPlainText -Force",
      message: secureString,
    },
    'each literal once': {
      text: "$a = ⟦'Winter2021'⟧\n$b = ConvertTo-SecureString $a -AsPlainText -Force\n$c = ConvertTo-SecureString $a -AsPlainText -Force",
      message: secureString,
    },
    'a literal inside another command': {
      text: "Connect-MicrosoftTeams -Credential (New-Object PSCredential('a@b.c', (ConvertTo-SecureString ⟦'Winter2021'⟧ -AsPlainText -Force)))",
      message: secureString,
    },
    'a parameter': {
      text: "New-MsolUser -UserPrincipalName a@b.c -Password ⟦'Winter2021'⟧",
      message: 'parameter',
      params: { name: 'Password' },
    },
    'the password of a certificate file': {
      text: "$c = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2($path, ⟦'Winter2021'⟧)",
      message: 'certificateFile',
    },
    'a certificate made with ::new': {
      text: "$c = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new(\n  (Join-Path $a 'b.pfx'), ⟦'Winter2021'⟧)",
      message: 'certificateFile',
    },
    'a certificate that imports a file': {
      text: "$c = New-Object Security.Cryptography.X509Certificates.X509Certificate2\n$c.Import($path, ⟦'Winter2021'⟧, 'Exportable')",
      message: 'certificateFile',
    },
    'a network credential': {
      text: "$n = [System.Net.NetworkCredential]::new('user', ⟦'Winter2021'⟧)",
      message: 'credential',
      params: { name: 'NetworkCredential' },
    },
    'a table': {
      text: "$body = @{ grant_type = 'password'; username = 'a@b.c'; password = ⟦'Winter2021'⟧ }",
      message: 'table',
      params: { name: 'password' },
    },
    'a password profile': {
      text: 'New-MgUser -PasswordProfile @{ Password = ⟦"xWwvJ]6NMw+bWH-d"⟧; ForceChangePasswordNextSignIn = $true }',
      message: 'table',
    },
    'a password with an at sign, deep in a table': {
      text: "$params = @{ passwordProfile = @{ forceChange = $false; password = ⟦'November@2024'⟧ } }",
      message: 'table',
    },
    'a variable that is named so': {
      text: '$adminPassword = ⟦"Winter2021"⟧',
      message: 'variable',
      params: { name: 'adminPassword' },
    },
    'a property that is named so': { text: '$profile.Password = ⟦"Winter2021"⟧', message: 'variable' },
    'a literal in parentheses before the pipe': {
      text: "$p = (⟦'Winter2021'⟧) | ConvertTo-SecureString -AsPlainText -Force",
      message: secureString,
    },
    'a string that becomes a secure string letter by letter': {
      text: '$s = [securestring]::new()\n⟦"Winter2021"⟧.ToCharArray() | ForEach-Object { $s.AppendChar($_) }',
      message: secureString,
    },
    'a variable that becomes a secure string letter by letter': {
      text: "$plain = ⟦'Winter2021'⟧\n$s = New-Object SecureString\nforeach ($c in $plain.ToCharArray()) { $s.AppendChar($c) }",
      message: secureString,
    },
    'a credential from a variable': {
      text: "$pw = ⟦'Winter2021'⟧\n$c = New-Object System.Net.NetworkCredential($user, $pw)",
      message: 'credential',
    },
    'a certificate from a variable of a function': {
      text: "function Get-It {\n  $key = ⟦'Winter2021'⟧\n  [Security.Cryptography.X509Certificates.X509Certificate2]::new($path, $key)\n}",
      message: 'certificateFile',
    },
    'the user of an old sign-in library': {
      text: 'New-Object "Microsoft.IdentityModel.Clients.ActiveDirectory.UserPasswordCredential" -ArgumentList $user, ⟦"Winter2021"⟧',
      message: 'credential',
    },
    'a table that is piped on': {
      text: "@{ passwordProfile = @{ password = ⟦'Winter2021'⟧ } } | ConvertTo-Json",
      message: 'table',
    },
    'the form of a token request': {
      text: '$body = "grant_type=password&username=$user&password=⟦Winter2021⟧&scope=openid"',
      message: 'table',
    },
    'JSON in a here-string': {
      text: '$json = @\'\n{ "passwordProfile": { "password": "⟦Winter2021⟧" } }\n\'@',
      message: 'table',
    },
    'a connection string': {
      text: "$c = 'Server=s;Database=d;User Id=sa;Password=⟦Winter2021⟧;'",
      message: 'table',
    },
    'a basic authorization': {
      text: '$pair = ⟦"admin:Winter2021"⟧\n$h = @{ Authorization = "Basic " + [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes($pair)) }',
      message: 'variable',
      params: { name: 'pair' },
    },
    'a basic authorization, encoded': {
      text: "$h = @{ Authorization = 'Basic ⟦YWRtaW46V2ludGVyMjAyNCE=⟧' }",
      message: 'table',
    },
    'a script that is called': { text: ".\\Add-User.ps1 -Name a -Password ⟦'Winter2021'⟧", message: 'parameter' },
  },
  {
    'a placeholder in angle brackets': "ConvertTo-SecureString '<password>' -AsPlainText -Force",
    'a placeholder in words':
      'ConvertTo-SecureString "YOUR_PASSWORD_HERE" -AsPlainText -Force; ConvertTo-SecureString "your-password" -AsPlainText -Force',
    'a token that a pipeline fills in':
      "ConvertTo-SecureString '#{AdminPassword}#' -AsPlainText -Force; $password = '__PASSWORD1__'; '##WMI.PASS##' | ConvertTo-SecureString -AsPlainText -Force",
    'an empty string': "ConvertTo-SecureString '' -AsPlainText -Force; [NetworkCredential]::new('', $secure).Password",
    'crosses and stars':
      "$password = 'xxxxxxxx'; $adminPassword = '********1'.Trim(); ConvertTo-SecureString 'XXXX' -AsPlainText -Force",
    'an environment variable': 'ConvertTo-SecureString $env:PASSWORD -AsPlainText -Force',
    'a prompt':
      "$password = Read-Host 'Password' -AsSecureString; $p = Read-Host -Prompt 'Password 1'; ConvertTo-SecureString $p -AsPlainText -Force",
    'a parameter of the script': 'param([string]$Password)\nConvertTo-SecureString $Password -AsPlainText -Force',
    'a generated password':
      '$password = -join ((33..126) | Get-Random -Count 16 | ForEach-Object { [char]$_ })\nConvertTo-SecureString $password -AsPlainText -Force',
    'a secret store':
      '$password = Get-AzKeyVaultSecret -VaultName v -Name n -AsPlainText\nConvertTo-SecureString $password -AsPlainText -Force',
    'an encrypted string':
      "ConvertTo-SecureString '76492d1116743f0423413b16050a5345MgB8AEQ=' -Key $key; Get-Content 'password.txt' | ConvertTo-SecureString",
    'a variable that is changed before':
      "$p = 'Winter2021'\n$p = Read-Host\nConvertTo-SecureString $p -AsPlainText -Force",
    'a splatted table': 'ConvertTo-SecureString @parameters; Set-MsolUserPassword @p',
    'a comment': "# ConvertTo-SecureString 'P@ssw0rd!' -AsPlainText -Force\n<# $password = 'Winter2021' #>",
    'text that shows a command': 'Write-Host "ConvertTo-SecureString \'P@ssw0rd!\' -AsPlainText -Force"',
    'labels, paths and addresses':
      "$t = @{ Password = 'Password' }; $lblPassword = 'Enter it:'; $pathPassword = 'C:\\Temp\\password1.txt'; $resetPassword = 'https://aka.ms/sspr1'; $colPassword = 'Initial-Password'; $forPassword = 'admin1@contoso.com'",
    'settings about passwords':
      "Set-MsolUser -PasswordNeverExpires $true; Set-ADUser -ChangePasswordAtLogon 1; Update-MgUser -PasswordPolicies 'DisablePasswordExpiration'; $ForceChangePassword = 'yes1234'; Set-X -ForceChangePassword 'yes123'",
    'a test': {
      text: "ConvertTo-SecureString 'P@ssw0rd!' -AsPlainText -Force",
      context: { path: '/w/Thing.Tests.ps1' },
    },
    'a test of another name':
      "Describe 'x' { It 'y' { $p = ConvertTo-SecureString 'P@ssw0rd!' -AsPlainText -Force; $p | Should -Be 1 } }",
    'what a comment turns off':
      "$p = ConvertTo-SecureString 'P@ssw0rd!' -AsPlainText -Force # entra-cert-auth: off passwordLiteral\n# entra-cert-auth: off\n$q = ConvertTo-SecureString 'P@ssw0rd!' -AsPlainText -Force",
    'a word that says what belongs there': "ConvertTo-SecureString 'Password' -AsPlainText -Force",
    'text that a variable is put into':
      '$body = "grant_type=password&password=$password"; $c = "Server=s;User Id=sa;Password=$pw;"; $pair = "$($user):$($pass)"; $h = "Basic " + [Text.Encoding]::ASCII.GetBytes($pair)',
    'a part of a longer text': "$password = 'Part1-' + $rest; $adminPassword = 'abc{0}-1' -f $n",
    'a client secret, which has its own rule': "$clientSecret = 'abc8Q~d.efghijklmnopqrstuvwxyz0123456789'",
    'a rule that is off': {
      text: "ConvertTo-SecureString 'P@ssw0rd!' -AsPlainText -Force",
      context: { severities: { passwordLiteral: 'off' } },
    },
  },
);

describeRule(
  'clientSecret',
  {
    'a parameter': {
      text: "Connect-PnPOnline -Url $u -ClientId $i -ClientSecret ⟦'x8Yk2J+abc/def='⟧",
      message: 'literal',
      params: { name: 'ClientSecret' },
    },
    'a variable': { text: "$ClientSecret = ⟦'x8Yk2J+abc/def='⟧", message: 'literal', params: { name: 'ClientSecret' } },
    'a token request': {
      text: "$body = @{ client_id = $id; client_secret = ⟦'x8Yk2J+abc/def='⟧; grant_type = 'client_credentials' }",
      message: 'literal',
    },
    'a secure string with a secret by its form': {
      text: "$s = ConvertTo-SecureString ⟦'abc8Q~d.efghijklmnopqrstuvwxyz012345-789'⟧ -AsPlainText -Force",
      message: 'literal',
    },
    'a secret by its form, whatever its name': {
      text: "$key = ⟦'abc8Q~d.efghijklmnopqrstuvwxyz012345-789'⟧",
      message: 'literal',
    },
    'the form of a token request': {
      text: "Invoke-RestMethod $u -Method Post -Body 'client_id=1&client_secret=⟦x8Yk2J+abc/def=⟧&grant_type=client_credentials'",
      message: 'literal',
    },
    'a variable that a token request names': {
      text: '$key = ⟦"x8Yk2J+abc/def="⟧\n$body = "client_id=$id&client_secret=$key&grant_type=client_credentials"',
      message: 'literal',
      params: { name: 'key' },
    },
    'a secure string for the parameter of an application': {
      text: "Get-MsalToken -ClientId $i -ClientSecret (ConvertTo-SecureString ⟦'x8Yk2J+abc/def='⟧ -AsPlainText -Force)",
      message: 'literal',
    },
    'a credential of an application': {
      text: "New-Object PSCredential($ClientId, (ConvertTo-SecureString ⟦'x8Yk2J+abc/def='⟧ -AsPlainText -Force))",
      message: 'literal',
    },
    'a piped secret': {
      text: "$ApplicationSecret = ⟦'x8Yk2J+abc/def='⟧ | ConvertTo-SecureString -AsPlainText -Force",
      message: 'literal',
    },
    'sign-in libraries': {
      text: "$c = New-Object Microsoft.IdentityModel.Clients.ActiveDirectory.ClientCredential($id, ⟦'x8Yk2J+abc/def='⟧)\n$b.WithClientSecret(⟦'x8Yk2J+abc/def2='⟧)",
      message: 'literal',
    },
    'command lines': {
      text: 'az login --service-principal -u $id -p ⟦"x8Yk2J+abc/def="⟧ --tenant $t\nm365 login --authType secret --secret ⟦x8Yk2Jabcdef⟧',
      message: 'literal',
    },
    'a secure string with a secret by its name': {
      text: "$AppSecret = ConvertTo-SecureString ⟦'some-text-1'⟧ -AsPlainText -Force",
      message: 'literal',
    },
  },
  {
    placeholders:
      "$clientSecret = '<client secret>'; $appSecret = 'YourClientSecret1'; $client_secret = ''; $clientSecret2 = 'x'; $ClientSecret = 'COPIED-CLIENT-SECRET'; $AppSecret = 'Inserire Client Secret'",
    'other sources':
      '$clientSecret = $env:CLIENT_SECRET; $clientSecret = Get-AutomationVariable -Name ClientSecret; $body = @{ client_secret = $clientSecret }',
    'names of secrets': "$secretName = 'graph-app-secret-1'; Get-AzKeyVaultSecret -Name 'clientsecret1'",
    'other secrets': "$body = @{ secret = 'local-demo-secret-32-bytes-long' }; $apiKey = 'abc-123-def-456'",
    'a password': "$password = 'Winter2021'",
  },
);
