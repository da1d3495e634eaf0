import type { CommandInfo } from './definition.ts';

const learn = 'https://learn.microsoft.com/powershell/module';

/** Where Microsoft documents a cmdlet. */
export function helpAddress(info: CommandInfo): string {
  const page = encodeURIComponent(info.name.toLowerCase());
  if (info.module === 'ExchangeOnlineManagement') {
    return `${learn}/exchangepowershell/${page}`;
  }
  return info.module === ''
    ? 'https://learn.microsoft.com/powershell'
    : `${learn}/${info.module.toLowerCase()}/${page}`;
}
