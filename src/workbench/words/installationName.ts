import { l10n } from 'vscode';
import type { PowerShellInstallation } from '../../core/hosting/types.ts';

/** `PowerShell 7.5.1`, `Windows PowerShell 5.1`. */
export function installationName({ edition, version }: PowerShellInstallation): string {
  if (edition === 'Desktop') {
    return l10n.t('Windows PowerShell 5.1');
  }
  return version === undefined ? 'PowerShell' : l10n.t('PowerShell {0}', version);
}
