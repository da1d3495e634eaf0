import { l10n } from 'vscode';

/** The title every step of the set-up bears. */
export const setUpTitle = () => l10n.t('Set Up Certificate Sign-In');
