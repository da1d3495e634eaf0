import { l10n, window } from 'vscode';
import type { CommandOptions } from '../../workbench/commandOptions.ts';
import { withPatientProgress } from '../../workbench/progress.ts';
import type { Rooms } from '../../workbench/rooms.ts';

/** Which permission data answers. */
export interface PermissionDataState {
  /** ISO date of the data that ships with the extension. */
  readonly dataDate: string;
  /** The installed Microsoft.Graph.Authentication whose metadata is used; null when there is none. */
  readonly module: { readonly version: string } | null;
  readonly sources: readonly { readonly table: string; readonly repository: string; readonly date: string }[];
}

/** Looks for newer permission data on this computer and tells which is used. Nothing is downloaded. */
export async function updatePermissionData(rooms: Rooms, options: CommandOptions): Promise<PermissionDataState> {
  const { dataDate, module } = await withPatientProgress(l10n.t('Reading permission data'), (_report, signal) =>
    rooms.permissionData.readModule({ again: true, signal }),
  );
  const catalog = await rooms.catalog();
  if (!options.programmatic) {
    void window.showInformationMessage(l10n.t('The permission data is up to date with this computer.'), {
      modal: true,
      detail: [
        l10n.t('What a script needs is answered by the first of these that knows it:'),
        l10n.t('1. The app roles of the tenant, read with every report on an application.'),
        module
          ? l10n.t('2. Microsoft.Graph.Authentication {0}, installed on this computer.', module.version)
          : l10n.t('2. Microsoft.Graph.Authentication: not installed here. A newer version brings newer data.'),
        l10n.t(
          '3. The data of this extension, of {0}. A newer version of the extension brings newer data.',
          dataDate.slice(0, 10),
        ),
      ].join('\n\n'),
    });
  }
  return {
    dataDate,
    module: module ? { version: module.version } : null,
    sources: catalog.sources.map(({ table, repository, date }) => ({ table, repository, date })),
  };
}
