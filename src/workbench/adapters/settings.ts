import { workspace } from 'vscode';
import { type SettingName, type Settings, settingDefaults } from '../../contributions.ts';

const allowed: { readonly [Name in SettingName]: (value: unknown) => boolean } = {
  clientId: (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
  signInMethod: (value) => value === 'automatic' || value === 'browser' || value === 'deviceCode',
  customCloud: (value) => typeof value === 'object',
  expiringWithinDays: (value) => isNumber(value, 1, 365),
  certificateMonths: (value) => isNumber(value, 1, 120),
  certificateKeySize: (value) => value === 2048 || value === 3072 || value === 4096,
  applicationFilter: (value) => value === 'owned' || value === 'withCertificates' || value === 'all',
  replicationTimeoutMinutes: (value) => isNumber(value, 1, 60),
  powerShellPath: (value) => typeof value === 'string',
};

/** The setting as the user has it now; one outside its known values counts as not set. */
export function readSetting<Name extends SettingName>(name: Name): Settings[Name] {
  const value: unknown = workspace.getConfiguration('entraCertAuth').get(name);
  return allowed[name](value) ? (value as Settings[Name]) : settingDefaults[name];
}

/** Writes the setting for the user. */
export async function writeSetting<Name extends SettingName>(name: Name, value: Settings[Name]): Promise<void> {
  await workspace.getConfiguration('entraCertAuth').update(name, value, true);
}

/** Calls `listener` after the setting may have changed. */
export function onSettingChanged(name: SettingName, listener: () => void) {
  return workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`entraCertAuth.${name}`)) {
      listener();
    }
  });
}

function isNumber(value: unknown, minimum: number, maximum: number): boolean {
  return typeof value === 'number' && value >= minimum && value <= maximum;
}
