import { getChildItem, getItem, removeItem } from '../certificate/certificateStore.ts';
import { exportCertificate, exportPfxCertificate } from '../certificate/exportCertificates.ts';
import { getPfxCertificate, importPfxCertificate } from '../certificate/importCertificates.ts';
import { newSelfSignedCertificate } from '../certificate/newSelfSignedCertificate.ts';
import { connectCommands } from '../connections/connectCommands.ts';
import { disconnectCommands, getConnectionInformation, getMgContext } from '../connections/disconnectCommands.ts';
import { invokeMgGraphRequest } from '../graph/invokeRequest.ts';
import { convertToCsv, exportCsv } from './csv.ts';
import type { CommandDefinition } from './definition.ts';
import { forEachObject } from './forEachObject.ts';
import { formatList, formatTable } from './formatCommands.ts';
import { clearHost, exit, getCommand, getHelp, getHistory, getMember } from './helpCommands.ts';
import { convertToSecureString, getCredential, getDate, importModule, newObject, readHost } from './hostCommands.ts';
import { convertFromJson, convertToJson } from './json.ts';
import { groupObject, measureObject } from './measureObject.ts';
import { outFile, outHost, outNull, outString, setContent, writeHost, writeOutput } from './outputCommands.ts';
import { selectObject } from './selectObject.ts';
import { sortObject } from './sortObject.ts';
import { whereObject } from './whereObject.ts';

/** The commands that are built in; cmdlets of Exchange and Graph beside them go by name. */
export const builtInCommands: readonly CommandDefinition[] = [
  ...connectCommands,
  ...disconnectCommands,
  getConnectionInformation,
  getMgContext,
  invokeMgGraphRequest,
  newSelfSignedCertificate,
  exportCertificate,
  exportPfxCertificate,
  importPfxCertificate,
  getPfxCertificate,
  getChildItem,
  getItem,
  removeItem,
  selectObject,
  whereObject,
  sortObject,
  groupObject,
  measureObject,
  forEachObject,
  formatTable,
  formatList,
  exportCsv,
  convertToCsv,
  convertToJson,
  convertFromJson,
  outString,
  outNull,
  outHost,
  outFile,
  setContent,
  writeOutput,
  writeHost,
  convertToSecureString,
  readHost,
  getCredential,
  getDate,
  newObject,
  importModule,
  getCommand,
  getHelp,
  getMember,
  getHistory,
  clearHost,
  exit,
];

const byName = new Map(
  builtInCommands.flatMap((definition) =>
    [definition.name, ...(definition.aliases ?? [])].map((name) => [name.toLowerCase(), definition] as const),
  ),
);

/** A built-in command by name or alias. */
export function builtInCommand(name: string): CommandDefinition | undefined {
  return byName.get(name.toLowerCase());
}
