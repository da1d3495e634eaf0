param(
    [string]$A = "x"
)
$text = @"
line $A
line2
"@
Get-Thing -Name $A `
    -Other 1 |
    Select-Object *
# c
Get-More
    | Sort-Object
