import type { Severity } from './types.ts';

/** Every rule with the severity it has unless the settings say otherwise. Each has a page `docs/rules/<id>.md`. */
export const ruleSeverities = {
  passwordLiteral: 'warning',
  clientSecret: 'warning',
  credentialSignIn: 'warning',
  promptUnattended: 'warning',
  retiredModule: 'warning',
  retiredCmdlet: 'warning',
  refusesAppOnly: 'warning',
  thumbprintOffWindows: 'information',
  thumbprintMalformed: 'error',
  thumbprintHidden: 'error',
  thumbprintUnknown: 'information',
  certificateExpired: 'error',
  certificateExpiring: 'information',
  organizationName: 'warning',
  tenantMismatch: 'warning',
  searchOnlySession: 'warning',
  complianceInWindowsPowerShell: 'warning',
  moduleConflict: 'information',
  connectionLeftOpen: 'hint',
  usedBeforeConnect: 'warning',
  missingPermission: 'warning',
  missingRole: 'warning',
  requiresModules: 'hint',
} as const satisfies Readonly<Record<string, Severity>>;

export type RuleId = keyof typeof ruleSeverities;

export const ruleIds = Object.keys(ruleSeverities) as readonly RuleId[];
