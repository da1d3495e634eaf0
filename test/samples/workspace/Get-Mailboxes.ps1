Connect-ExchangeOnline

Get-EXOMailbox -ResultSize 50 |
    Sort-Object DisplayName |
    Select-Object DisplayName, PrimarySmtpAddress, RecipientTypeDetails
