import type { Rule } from '../rule.ts';
import type { RuleId } from '../ruleIds.ts';
import { certificateExpired } from './certificateExpired.ts';
import { certificateExpiring } from './certificateExpiring.ts';
import { clientSecret } from './clientSecret.ts';
import { complianceInWindowsPowerShell } from './complianceInWindowsPowerShell.ts';
import { connectionLeftOpen } from './connectionLeftOpen.ts';
import { credentialSignIn } from './credentialSignIn.ts';
import { missingPermission } from './missingPermission.ts';
import { missingRole } from './missingRole.ts';
import { moduleConflict } from './moduleConflict.ts';
import { organizationName } from './organizationName.ts';
import { passwordLiteral } from './passwordLiteral.ts';
import { promptUnattended } from './promptUnattended.ts';
import { refusesAppOnly } from './refusesAppOnly.ts';
import { requiresModules } from './requiresModules.ts';
import { retiredCmdlet } from './retiredCmdlet.ts';
import { retiredModule } from './retiredModule.ts';
import { searchOnlySession } from './searchOnlySession.ts';
import { tenantMismatch } from './tenantMismatch.ts';
import { thumbprintHidden } from './thumbprintHidden.ts';
import { thumbprintMalformed } from './thumbprintMalformed.ts';
import { thumbprintOffWindows } from './thumbprintOffWindows.ts';
import { thumbprintUnknown } from './thumbprintUnknown.ts';
import { usedBeforeConnect } from './usedBeforeConnect.ts';

/** Every rule, in the order they are documented. */
export const rules = {
  passwordLiteral,
  clientSecret,
  credentialSignIn,
  promptUnattended,
  retiredModule,
  retiredCmdlet,
  refusesAppOnly,
  thumbprintOffWindows,
  thumbprintMalformed,
  thumbprintHidden,
  thumbprintUnknown,
  certificateExpired,
  certificateExpiring,
  organizationName,
  tenantMismatch,
  searchOnlySession,
  complianceInWindowsPowerShell,
  moduleConflict,
  connectionLeftOpen,
  usedBeforeConnect,
  missingPermission,
  missingRole,
  requiresModules,
} as const satisfies Readonly<Record<RuleId, Rule>>;
