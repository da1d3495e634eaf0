import { l10n } from 'vscode';
import type { Catalog, RoleFacts } from '../../core/catalog/types.ts';
import type { RoleDefinition } from '../../core/directory/roles.ts';
import { directoryRoles } from '../../core/services/directoryRoles.ts';
import { services } from '../../core/services/index.ts';

/** What a directory role lets a script do, for the roles that services accept; else what the tenant says of it. */
export function roleMeaning(role: Pick<RoleDefinition, 'templateId' | 'description'>): string {
  switch (role.templateId) {
    case directoryRoles.globalReader.templateId:
      return l10n.t('Reads everything an administrator sees, and changes nothing.');
    case directoryRoles.securityReader.templateId:
      return l10n.t('Reads security settings and reports, and changes nothing.');
    case directoryRoles.exchangeRecipientAdministrator.templateId:
      return l10n.t('Creates and changes mailboxes, groups and other recipients of Exchange Online.');
    case directoryRoles.exchangeAdministrator.templateId:
      return l10n.t('Full control of Exchange Online.');
    case directoryRoles.helpdeskAdministrator.templateId:
      return l10n.t('Resets passwords of people who are not administrators, and reads recipients.');
    case directoryRoles.complianceAdministrator.templateId:
      return l10n.t('Full control of compliance settings, and of data in Purview.');
    case directoryRoles.securityAdministrator.templateId:
      return l10n.t('Full control of security settings; reads their reports.');
    case directoryRoles.teamsCommunicationsAdministrator.templateId:
      return l10n.t('Manages calling and meetings in Microsoft Teams.');
    case directoryRoles.skypeForBusinessAdministrator.templateId:
      return l10n.t('Manages calling, meetings and messaging settings of Microsoft Teams.');
    case directoryRoles.teamsAdministrator.templateId:
      return l10n.t('Full control of Microsoft Teams.');
    case directoryRoles.sharePointAdministrator.templateId:
      return l10n.t('Full control of SharePoint.');
    default:
      return role.description ?? '';
  }
}

/** Names of the services that accept an application with this role. */
export function acceptingServices(templateId: string): readonly string[] {
  return services.filter(({ roles }) => roles.some((role) => role.templateId === templateId)).map(({ name }) => name);
}

/** Whether Microsoft marks the role privileged: its holder can gain more rights than the role says. */
export function isPrivileged(templateId: string, catalog: Catalog): boolean {
  const facts: RoleFacts | undefined = catalog.role(templateId);
  return facts?.privileged ?? false;
}
