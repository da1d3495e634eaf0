import type { GraphObject } from '../model.ts';
import { type Cmdlet, type CmdletCall, type CmdletOutput, type ExchangeService, objects, store } from './cmdlet.ts';
import { findStored, select } from './finding.ts';
import { sourceOf } from './source.ts';

const both: readonly ExchangeService[] = ['exchangeOnline', 'securityCompliance'];

export const organizationCmdlets: readonly Cmdlet[] = [
  { name: 'Get-AcceptedDomain', area: 'organization', parameters: ['Identity', 'ResultSize'], run: acceptedDomains },
  { name: 'Get-OrganizationConfig', area: 'organization', services: both, parameters: [], run: organizationConfig },
  {
    name: 'Set-OrganizationConfig',
    area: 'organization',
    write: true,
    parameters: [
      'AuditDisabled',
      'CustomerLockboxEnabled',
      'MailTipsAllTipsEnabled',
      'MailTipsExternalRecipientsTipsEnabled',
      'OAuth2ClientProfileEnabled',
      'SendFromAliasEnabled',
      'FocusedInboxOn',
      'DefaultPublicFolderAgeLimit',
    ],
    run: setOrganizationConfig,
  },
  {
    name: 'Get-TransportRule',
    area: 'mailFlow',
    parameters: ['Identity', 'State', 'Filter', 'DlpPolicy', 'ExcludeConditionActionDetails', 'ResultSize'],
    run: (call) => listOf(call, 'TransportRule'),
  },
  {
    name: 'Get-ConnectionInformation',
    area: 'connection',
    services: both,
    parameters: ['ConnectionId', 'ModulePrefix'],
    run: connectionInformation,
  },
];

/** The stored objects of a noun, with what every Get cmdlet can do to them. */
export function listOf(call: CmdletCall, noun: string): CmdletOutput {
  const stored = objects(call, noun);
  return select(call, sourceOf(stored), (identity) => findStored(stored, identity));
}

function acceptedDomains(call: CmdletCall): CmdletOutput {
  const { domain } = call.context.state;
  const stored = objects(call, 'AcceptedDomain');
  const domains =
    stored.length > 0
      ? stored
      : [
          {
            id: domain,
            Identity: domain,
            Name: domain,
            DomainName: domain,
            DomainType: 'Authoritative',
            Default: true,
            InitialDomain: true,
          },
        ];
  return select(call, sourceOf(domains), (identity) => findStored(domains, identity));
}

function organizationConfig(call: CmdletCall): CmdletOutput {
  return { source: sourceOf([storedConfig(call) ?? defaultConfig(call)]) };
}

function setOrganizationConfig(call: CmdletCall): CmdletOutput {
  const { parameters, context } = call;
  const config = storedConfig(call) ?? store(call, 'OrganizationConfig', defaultConfig(call));
  for (const name of organizationCmdlets.find((one) => one.name === 'Set-OrganizationConfig')?.parameters ?? []) {
    if (parameters.given(name)) {
      config[name] = typeof config[name] === 'boolean' ? parameters.flag(name) : parameters.raw(name);
    }
  }
  context.changed();
  return { source: sourceOf([]) };
}

function storedConfig(call: CmdletCall): GraphObject | undefined {
  return objects(call, 'OrganizationConfig')[0];
}

function defaultConfig({ context }: CmdletCall): GraphObject {
  const { domain, displayName, tenantId } = context.state;
  return {
    id: 'OrganizationConfig',
    Identity: domain,
    Name: domain,
    DisplayName: displayName,
    Guid: tenantId,
    AuditDisabled: false,
    OAuth2ClientProfileEnabled: true,
    IsDehydrated: false,
  };
}

function connectionInformation(call: CmdletCall): CmdletOutput {
  const { caller, context } = call;
  return {
    source: sourceOf([
      {
        id: caller.appId,
        Name: 'ExchangeOnline_1',
        State: 'Connected',
        TenantID: context.state.tenantId,
        Organization: context.state.domain,
        AppId: caller.appId,
        CertificateAuthentication: caller.kind === 'application',
        TokenStatus: 'Active',
        ConnectionUri: 'https://outlook.office365.com',
      },
    ]),
  };
}
