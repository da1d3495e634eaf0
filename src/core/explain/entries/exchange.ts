import { entries } from '../entry.ts';
import type { ErrorFacts } from '../types.ts';
import { otherLanguages } from './otherLanguages.ts';

const learn = 'https://learn.microsoft.com';
const article = `${learn}/powershell/exchange/app-only-auth-powershell-v2`;
const connecting = /^connect-/i;

/** Exchange spells it with a capital A, other services do not; a colour may be switched on before it. */
const unAuthorized =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
  /(?<=^|[\s:"']|\u001b\[[\d;]{1,12}m)UnAuthorized(?=$|[\s."'\u001b])/;

function isExchange({ service }: ErrorFacts): boolean {
  return service === 'exchangeOnline' || service === 'securityCompliance';
}

/** Exchange Online, and Security & Compliance. */
export const exchange = entries({
  exchangeRoleMissing: {
    says: [
      ['The role assigned to application', "isn't supported in this scenario"],
      ['The application', "isn't assigned to any management roles"],
    ],
    check: 'roleAssigned',
    implies: { service: 'exchangeOnline' },
    fixes: ['assignRole', 'setUp'],
    documentation: `${article}#step-5-assign-microsoft-entra-roles-to-the-application`,
    telling: 3,
  },
  exchangeUnauthorized: {
    exactly: unAuthorized,
    check: 'permissionGranted',
    implies: { service: 'exchangeOnline' },
    fixes: ['setUp', 'grantConsent'],
    documentation: `${article}#step-2-assign-api-permissions-to-the-application`,
  },
  cmdletNotAllowed: {
    says: ['User is not allowed to call', 'is not allowed to call cmdlet', "isn't allowed to run the cmdlet"],
    check: 'roleAssigned',
    implies: { service: 'exchangeOnline' },
    fixes: ['assignRole'],
    documentation: article,
    telling: 3,
  },
  cmdletNotImported: {
    says: [['The term', 'is not recognized as'], ...otherLanguages.commandNotFound],
    when: (facts) => isExchange(facts) && facts.command !== undefined && !connecting.test(facts.command),
    check: 'roleAssigned',
    fixes: ['assignRole', 'connect'],
    documentation: `${learn}/powershell/exchange/find-exchange-cmdlet-permissions`,
  },
  cmdletRefusesApplications: {
    says: [
      ['not supported', 'app-only'],
      ['not supported', 'certificate based authentication'],
      "isn't supported for app-only authentication",
    ],
    fixes: ['connect'],
    documentation: article,
  },
  organizationWrong: {
    says: [
      ['does not belong to partition', 'that current AD session is bound to'],
      ['The specified organization', 'is invalid'],
      ['Organization', "couldn't be found. Make sure that you have typed it correctly"],
      'The organization parameter must be',
      ['Organization', 'is not a valid onmicrosoft'],
      ["couldn't find the organization", 'onmicrosoft'],
    ],
    wrong: ['tenant'],
    check: 'organizationName',
    fixes: ['insertConnection'],
    documentation: article,
    telling: 3,
  },
  delegatedOrganization: {
    says: [
      ['DelegatedOrganization', 'not supported'],
      ['App-only authentication', 'does not support delegation'],
    ],
    fixes: ['insertConnection'],
    documentation: article,
    telling: 3,
  },
  complianceLoginBox: {
    says: [
      "The variable '$IsWindows' cannot be retrieved because it has not been set",
      'Showing a modal dialog box or form when the application is not running in UserInteractive mode is not a valid operation',
      'A window handle must be configured',
    ],
    check: 'moduleVersions',
    implies: { service: 'securityCompliance', module: 'ExchangeOnlineManagement' },
    fixes: ['setIsWindows', 'updateModule', 'insertPortableConnection'],
    documentation: article,
    telling: 3,
  },
  searchOnlySession: {
    says: [['Connect-IPPSSession', 'EnableSearchOnlySession'], 'with the -EnableSearchOnlySession flag'],
    check: 'moduleVersions',
    implies: { service: 'securityCompliance', module: 'ExchangeOnlineManagement' },
    fixes: ['updateModule', 'connect'],
    documentation: `${learn}/powershell/exchange/connect-to-scc-powershell`,
    telling: 3,
  },
  remotingMissing: {
    says: ['no supported WSMan client library was found', 'The WinRM client cannot process the request'],
    check: 'moduleVersions',
    implies: { module: 'ExchangeOnlineManagement' },
    fixes: ['updateModule', 'connectInConsole'],
    documentation: `${learn}/powershell/exchange/exchange-online-powershell-v2`,
  },
  remotingDenied: {
    says: [['Connecting to remote server', 'failed with the following error message', 'Access is denied']],
    check: 'roleAssigned',
    implies: { service: 'exchangeOnline', module: 'ExchangeOnlineManagement' },
    fixes: ['assignRole', 'updateModule'],
    documentation: article,
  },
  exchangeNotConnected: {
    says: [
      'You must call the Connect-ExchangeOnline cmdlet before calling any other cmdlets',
      'must call Connect-ExchangeOnline before',
      'No active connection was found',
    ],
    check: 'signsIn',
    implies: { service: 'exchangeOnline' },
    fixes: ['connect', 'insertConnection'],
    documentation: `${learn}/powershell/exchange/connect-to-exchange-online-powershell`,
  },
});
