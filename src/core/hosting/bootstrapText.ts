import { quoteString } from '../powershell/quote.ts';

/** Each line four blanks further in. */
export const indent = (lines: readonly string[]) => lines.map((line) => (line === '' ? '' : `    ${line}`));

/** Names come from a tenant: printed, nothing in them may act on the terminal. */
export const printed = (text: string) => quoteString(text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' '));

/** PowerShell's own commands, with the module that has them in every version. */
const modules = {
  'Get-Command': 'Core',
  'Import-Module': 'Core',
  'Out-String': 'Utility',
  'Register-EngineEvent': 'Utility',
  'Remove-Item': 'Management',
  'Remove-Variable': 'Utility',
  'Set-Content': 'Management',
  'Test-Path': 'Management',
  'Write-Host': 'Utility',
  'Write-Warning': 'Utility',
} as const;

/** A command of PowerShell itself, also where a profile has put an alias or a function of that name before it. */
export const own = (name: keyof typeof modules) => `Microsoft.PowerShell.${modules[name]}\\${name}`;

/** Removes a file, a folder or a variable of the environment, whatever a profile says about asking before. */
export const removeItem = (path: string) =>
  `${own('Remove-Item')} -LiteralPath ${path} -Recurse -Force -Confirm:$false -WhatIf:$false -ErrorAction Ignore`;
