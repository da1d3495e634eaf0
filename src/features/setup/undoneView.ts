import { l10n } from 'vscode';
import { tenantLabel } from '../../workbench/targets/pickTenant.ts';
import type { Planned } from './makePlan.ts';
import { applicationOf } from './planNames.ts';
import type { PlanView } from './planView.ts';
import type { UndoValue } from './undoSetUp.ts';

/** The page after everything was taken back. */
export function undoneView({ plan, env }: Planned, { removed, kept }: UndoValue): PlanView {
  return {
    heading: l10n.t('The set-up of {0} in {1} is undone', applicationOf(plan), tenantLabel(env.tenant)),
    lead: [],
    notes: [
      ...(removed.length > 0 ? [{ kind: 'success' as const, sentences: removed }] : []),
      ...(kept.length > 0 ? [{ kind: 'warning' as const, sentences: kept }] : []),
    ],
    steps: [],
    actions: [{ action: 'close', label: l10n.t('Close'), primary: true }],
  };
}
