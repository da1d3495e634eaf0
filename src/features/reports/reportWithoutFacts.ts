import { l10n } from 'vscode';
import { toUserError } from '../../workbench/userError.ts';
import type { ReportAction, ReportNote, ReportView } from './reportViewTypes.ts';

const again = (): ReportAction => ({ action: 'again', label: l10n.t('Make Report Again'), primary: true });
const close = (): ReportAction => ({ action: 'close', label: l10n.t('Close') });

/** A page that is made again after the window was loaded again, until its report is there. */
export function waitingView(): ReportView {
  return page(l10n.t('The report is being made again…'), [], []);
}

/** In an untrusted workspace no tenant is asked unless somebody wants it. */
export function untrustedView(): ReportView {
  const text = l10n.t('This workspace is not trusted: the tenant is asked only when you say so.');
  return page(l10n.t('The report was closed with the window'), [{ kind: 'info', text }], [again(), close()]);
}

/** A report that could not be made again. @param remedy label of the next step, where the error has one */
export function failedView(error: unknown, remedy: string | undefined): ReportView {
  return page(
    l10n.t('The report could not be made again'),
    [{ kind: 'warning', text: toUserError(error).message }],
    [again(), ...(remedy === undefined ? [] : [{ action: 'remedy', label: remedy }]), close()],
  );
}

function page(heading: string, notes: readonly ReportNote[], actions: readonly ReportAction[]): ReportView {
  return {
    heading,
    lead: [],
    notes,
    permissions: [],
    roles: [],
    compared: false,
    caution: '',
    lists: [],
    foot: [],
    actions,
  };
}
