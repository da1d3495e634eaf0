const colours = [
  'terminal.ansiBlue',
  'terminal.ansiGreen',
  'terminal.ansiMagenta',
  'terminal.ansiCyan',
  'terminal.ansiYellow',
];

/** Always the same theme colour for a tenant, so that terminals of two tenants are told apart. */
export function tenantColour(tenantId: string): string {
  const sum = [...tenantId].reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
  return colours[sum % colours.length] ?? 'terminal.ansiBlue';
}
