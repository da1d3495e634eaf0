import { describeRule } from '../testing/ruleTable.ts';
import type { Grants } from '../types.ts';

const appId = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const graph = '00000003-0000-0000-c000-000000000000';
const exchange = '00000002-0000-0ff1-ce00-000000000000';
const connect = `Connect-MgGraph -ClientId ${appId.toUpperCase()} -CertificateThumbprint $t -TenantId $i\n`;
const connections = [
  { tenantId: 't', domain: 'contoso.onmicrosoft.com', appId, displayName: 'Calendar report', thumbprints: [] },
];

const app = (granted: readonly string[], roles: readonly string[] = [], requested: readonly string[] = []) => {
  const refs = (names: readonly string[]) =>
    names.map((permission) => ({
      resourceAppId: permission === 'Exchange.ManageAsApp' ? exchange : graph,
      permission,
    }));
  const grants: Grants = { requested: refs(requested), granted: refs(granted), roles };
  return { connections, grants: new Map([[appId, grants]]) };
};

describeRule(
  'missingPermission',
  {
    'a permission that is not granted': {
      text: `${connect}$events = ⟦Get-MgUserCalendarView⟧ -UserId $u | Select-Object Subject`,
      message: 'notGranted',
      params: {
        command: 'Get-MgUserCalendarView',
        permission: 'Calendars.ReadBasic.All',
        application: 'Calendar report',
      },
      context: app(['Mail.Read']),
    },
    'a permission without consent': {
      text: `${connect}⟦Get-MgUserCalendarView⟧ -UserId $u`,
      message: 'requestedOnly',
      params: { command: 'Get-MgUserCalendarView', permission: 'Calendars.Read', application: 'Calendar report' },
      context: app([], [], ['Calendars.Read']),
    },
    'a request': {
      text: `${connect}⟦Invoke-MgGraphRequest -Uri "/v1.0/users/$id/messages"⟧`,
      message: 'notGranted',
      context: app([]),
    },
    'a command once': {
      text: `${connect}⟦Get-MgUser⟧ -UserId a\nGet-MgUser -UserId b`,
      message: 'notGranted',
      context: app([]),
    },
    'a script that is bound to an application': {
      text: '⟦Get-MgUser⟧',
      message: 'notGranted',
      context: { ...app([]), appId },
    },
  },
  {
    'any permission that would do': {
      text: `${connect}Get-MgUserCalendarView -UserId $u`,
      context: app(['Calendars.ReadWrite']),
    },
    'commands that need none': { text: `${connect}Get-MgContext; Get-Date; Get-Widget`, context: app([]) },
    'an application nobody knows': { text: connect.replace(/aaaa/gi, 'bbbb').concat('Get-MgUser'), context: app([]) },
    'a script without application': { text: 'Get-MgUser', context: app([]) },
    'grants nobody has read': `${connect}Get-MgUser`,
  },
);

const exchangeConnect = `Connect-ExchangeOnline -AppId ${appId} -CertificateThumbprint $t -Organization $o\n`;

describeRule(
  'missingRole',
  {
    'no role at all': {
      text: `${exchangeConnect}⟦Get-Mailbox⟧\nGet-EXOMailbox`,
      message: 'noneHeld',
      params: {
        command: 'Get-Mailbox',
        role: 'Global Reader',
        service: 'Exchange Online',
        application: 'Calendar report',
      },
      context: app(['Exchange.ManageAsApp']),
    },
    'a role that only reads': {
      text: `${exchangeConnect}Get-Mailbox\n⟦Set-Mailbox⟧ a`,
      message: 'noneHeld',
      context: app(['Exchange.ManageAsApp'], ['f2ef992c-3afb-46b9-b7cf-a126ee74c451']),
    },
  },
  {
    'a role that suffices': {
      text: `${exchangeConnect}Get-Mailbox; Set-Mailbox a; New-TransportRule b`,
      context: app(['Exchange.ManageAsApp'], ['29232CDF-9323-42fd-ade2-1d097af3e4de']),
    },
    'Global Administrator': {
      text: `${exchangeConnect}New-TransportRule b`,
      context: app([], ['62e90394-69f5-4237-9190-012177145e10']),
    },
    'commands that want none': { text: `${connect}Get-MgUser`, context: app([]) },
  },
);
