import type { Disposable } from 'vscode';
import type { CommandName } from '../../contributions.ts';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { disposeAll } from '../../workbench/disposeAll.ts';
import type { Parts } from '../../workbench/parts.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { ApplicationPage } from './showApplication.ts';

type Handler = (rooms: Rooms, options: CommandOptions) => Promise<unknown>;

/** Each handler with what it needs is loaded when its command is first called. */
const handlers: Readonly<Partial<Record<CommandName, () => Promise<Handler>>>> = {
  createApplication: async () => (await import('./createApplication.ts')).createApplication,
  renameApplication: async () => (await import('./renameApplication.ts')).renameApplication,
  deleteApplication: async () => (await import('./deleteApplication.ts')).deleteApplication,
  uploadCertificate: async () => (await import('./uploadCertificate.ts')).uploadCertificate,
  removeCertificate: async () => (await import('./removeCertificate.ts')).removeCertificate,
  rotateCertificate: async () => (await import('./rotateCertificate.ts')).rotateCertificate,
  expiryReport: async () => (await import('./expiryReport.ts')).expiryReport,
  addPermission: async () => (await import('./addPermission.ts')).addPermission,
  grantPermission: async () => (await import('./grantPermission.ts')).grantPermission,
  grantConsent: async () => (await import('./grantPermission.ts')).grantConsent,
  copyAdminConsentLink: async () => (await import('./copyAdminConsentLink.ts')).copyAdminConsentLink,
  removePermission: async () => (await import('./removePermission.ts')).removePermission,
  assignRole: async () => (await import('./assignRole.ts')).assignRole,
  removeRole: async () => (await import('./removeRole.ts')).removeRole,
  testSignIn: async () => (await import('./testSignIn.ts')).testSignIn,
};

/** The commands on applications: certificates, permissions, roles, and the proof that signing in works. */
export function registerApplications({ rooms, commands }: Parts): Disposable {
  const page = new ApplicationPage(rooms);
  return disposeAll([
    page,
    commands.register(
      'listApplications',
      async (options) => (await import('./listApplications.ts')).listApplications(rooms, options),
      'query',
    ),
    commands.register('showApplication', (options) => page.show(options)),
    ...Object.entries(handlers).map(([name, load]) =>
      commands.register(name as CommandName, async (options) => (await load())(rooms, options)),
    ),
  ]);
}
