Set-AdminAuditLogConfig -UnifiedAuditLogIngestionEnabled $true
Get-Mailbox -ResultSize Unlimited -Filter {RecipientTypeDetails -eq "UserMailbox" -or RecipientTypeDetails -eq "SharedMailbox"} |
    Set-Mailbox -AuditEnabled $true -AuditLogAgeLimit 365 `
        -AuditAdmin Update, MoveToDeletedItems, SoftDelete, HardDelete, SendAs, SendOnBehalf, Create, UpdateFolderPermission `
        -AuditDelegate @{Add="Update","SoftDelete","HardDelete"} `
        -AuditOwner UpdateFolderPermission,MailboxLogin
New-TransportRule "External warning" -FromScope NotInOrganization -SentToScope InOrganization -PrependSubject "[EXT] " -ExceptIfHeaderMatchesMessageHeader X-Trusted -ExceptIfHeaderMatchesPatterns '^yes$'
Get-Mailbox | ForEach { $n = $_.Name; Get-InboxRule -Mailbox $_.Alias | ?{ ($_.ForwardTo -or $_.RedirectTo) } | ForEach { [PSCustomObject]@{Mailbox=$n; Rule=$_.Name; To="$($_.ForwardTo)$($_.RedirectTo)"} } } | Export-Csv rules.csv -NTI
Set-OrganizationConfig -OAuth2ClientProfileEnabled:$true; Set-CASMailboxPlan -Identity ExchangeOnlineEnterprise* -ImapEnabled:$false -PopEnabled:$false
(Get-DkimSigningConfig -Identity contoso.com).Enabled; Get-AntiPhishPolicy | fl Name,Enable*,*Threshold* > policy.txt
