function New-OneTimePassword {
    param ([int] $Length = 20)
    $characters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!#%+-='.ToCharArray()
    -join (1..$Length | ForEach-Object { $characters[[Security.Cryptography.RandomNumberGenerator]::GetInt32($characters.Length)] })
}
