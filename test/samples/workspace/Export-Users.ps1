# Runs every night on the file server. Written in 2017; nobody dares to touch it.
$user = 'svc-export@contoso-sample.onmicrosoft.com'
$password = ConvertTo-SecureString 'Not-A-Real-Password-1' -AsPlainText -Force
$credential = New-Object System.Management.Automation.PSCredential($user, $password)

Import-Module MSOnline
Connect-MsolService -Credential $credential

$users = Get-MsolUser -All | Where-Object { $_.isLicensed -eq $true }

$users | ForEach-Object {
    $licences = ($_.Licenses | ForEach-Object { $_.AccountSkuId.Split(':')[1] }) -join ';'
    '{0},{1},{2},{3}' -f $_.UserPrincipalName, $_.DisplayName, $_.Department, $licences
} | Out-File '\\files.contoso.example\exports\users.csv'

# Tells the help desk when something looks wrong.
if ($users.Count -lt 20) {
    $mail = @{
        SmtpServer = 'smtp.contoso.example'
        From       = $user
        To         = 'helpdesk@contoso-sample.onmicrosoft.com'
        Subject    = "User export: only $($users.Count) users"
        Credential = $credential
    }
    Send-MailMessage @mail
}
