import { unknownCmdlet } from './adminApiError.ts';
import type { Cmdlet, CmdletCall, ExchangeData, ExchangeService } from './cmdlet.ts';
import { complianceCmdlets } from './complianceCmdlets.ts';
import { groupCmdlets } from './groupCmdlets.ts';
import { mailboxCmdlets } from './mailboxCmdlets.ts';
import { managementRoleCmdlets } from './managementRoleCmdlets.ts';
import { listOf, organizationCmdlets } from './organizationCmdlets.ts';
import { permissionCmdlets } from './permissionCmdlets.ts';
import { recipientCmdlets } from './recipientCmdlets.ts';
import { roleAssignmentCmdlets } from './roleAssignmentCmdlets.ts';
import { roleGroupCmdlets } from './roleGroupCmdlets.ts';
import { servicePrincipalCmdlets } from './servicePrincipalCmdlets.ts';

const cmdlets: readonly Cmdlet[] = [
  ...mailboxCmdlets,
  ...recipientCmdlets,
  ...permissionCmdlets,
  ...groupCmdlets,
  ...organizationCmdlets,
  ...complianceCmdlets,
  ...roleGroupCmdlets,
  ...managementRoleCmdlets,
  ...roleAssignmentCmdlets,
  ...servicePrincipalCmdlets,
];

/** The cmdlet of that name in a service; a noun the sample holds objects of can be listed without one. */
export function findCmdlet(data: ExchangeData, name: string, services: readonly ExchangeService[]): Cmdlet {
  const found = cmdlets.find((one) => one.name.toLowerCase() === name.toLowerCase() && isOf(one, services));
  const generic = found ?? (services.includes('exchangeOnline') ? listing(data, name) : undefined);
  if (generic === undefined) {
    throw unknownCmdlet(name);
  }
  return generic;
}

/** Names of all cmdlets of a service, for the module file a client loads. */
export function cmdletsOf(services: readonly ExchangeService[]): readonly Cmdlet[] {
  return cmdlets.filter((one) => isOf(one, services));
}

function isOf(cmdlet: Cmdlet, services: readonly ExchangeService[]): boolean {
  return (cmdlet.services ?? ['exchangeOnline']).some((service) => services.includes(service));
}

function listing({ context }: ExchangeData, name: string): Cmdlet | undefined {
  const asked = /^Get-(\w+)$/i.exec(name)?.[1]?.toLowerCase();
  const noun = Object.keys(context.state.exchange).find((one) => one.toLowerCase() === asked);
  return noun === undefined
    ? undefined
    : {
        name: `Get-${noun}`,
        area: 'organization',
        parameters: ['Identity', 'Filter', 'ResultSize', 'SortBy'],
        run: (call: CmdletCall) => listOf(call, noun),
      };
}
