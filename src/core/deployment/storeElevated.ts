import { commandText } from '../powershell/commandText.ts';
import { quoteString } from '../powershell/quote.ts';

/**
 * The command that runs an import script as an administrator, in a window that stays open, and has it delete the PFX when
 * everything worked. Windows asks for consent first.
 */
export function elevatedCommand(script: string, pfx: string): string {
  // What is started reads the quotes; no path of Windows has one in it.
  const inQuotes = (path: string) => quoteString(`"${path}"`);
  const list = [
    "'-NoExit'",
    "'-ExecutionPolicy'",
    "'RemoteSigned'",
    "'-File'",
    inQuotes(script),
    "'-Path'",
    inQuotes(pfx),
  ];
  return commandText(
    {
      name: 'Start-Process',
      parameters: [
        { name: 'FilePath', value: 'powershell.exe' },
        { name: 'Verb', value: 'RunAs' },
        { name: 'ArgumentList', value: { expression: `@(${[...list, "'-RemoveFile'"].join(', ')})` } },
      ],
    },
    'line',
  );
}
