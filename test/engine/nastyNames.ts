/** Names that try to break out of quoting. */
export const nastyNames: readonly string[] = [
  "O'Brien",
  '"; Remove-Item C:\\ -Recurse; "',
  '`n`0`"',
  '$(throw 1)$'.concat('{x}$env:PATH'),
  'a; throw 2; #',
  'one\ntwo\r\nthree',
  '‘smart’ “quotes” ‚low‛ „double”',
  '%PATH% {0} {1}',
  'größe 日本語 🎉 é',
  "'@\n'; throw 3",
  '<# #> # SIG # Begin signature block',
  '\u0007\u001b[31mred\u0000\u202Eabc',
  '-Confirm:$false',
  '@splat',
  `long ${"x'".repeat(2000)}`,
];
