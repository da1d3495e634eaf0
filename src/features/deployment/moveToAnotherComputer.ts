import { basename, extname } from 'node:path';
import { commands, l10n, type Uri, type WebviewPanel, window, workspace } from 'vscode';
import { commandId } from '../../contributions.ts';
import { checkedAccount } from '../../core/deployment/account.ts';
import { movePackage } from '../../core/deployment/movePackage.ts';
import { type MovePackage, type MoveTarget, moveTargets } from '../../core/deployment/moveTypes.ts';
import type { Cloud } from '../../core/identity/types.ts';
import { services } from '../../core/services/index.ts';
import type { ServiceDefinition } from '../../core/services/types.ts';
import { type CommandOptions, optionError } from '../../workbench/commandOptions.ts';
import type { Parts } from '../../workbench/parts.ts';
import { askOne, askText } from '../../workbench/prompts/prompts.ts';
import { isScript } from '../../workbench/scripts/isScript.ts';
import { resolveConnection } from '../../workbench/targets/connection.ts';
import { accountProblem } from './accountProblem.ts';
import { MovePage, type MovePageParts } from './movePage.ts';
import { type MoveSubject, readProgress, readSubject } from './moveRecord.ts';
import { stepFacts } from './moveView.ts';
import { stepWords, targetWords } from './moveWords.ts';
import { withApplication } from './withApplication.ts';

export type MoveParts = Parts & { readonly extensionUri: Uri };

/** What a program gets. Nothing in it is secret; the PFX is written only where `path` says. */
export interface Move {
  readonly target: MoveTarget;
  /** The file that imports the certificate there, or starts the script with it: a script, workflow or compose file. */
  readonly script: string;
  readonly connectionBlock: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly checklist: readonly { readonly id: string; readonly title: string; readonly detail: string }[];
  readonly pfxPath?: string;
  readonly passwordGenerated?: boolean;
}

const targets = Object.keys(moveTargets) as MoveTarget[];

/**
 * Everything to run scripts with a certificate somewhere else: a person gets a page to work through, a program the scripts
 * and, with `path`, the PFX.
 */
export async function moveToAnotherComputer(parts: MoveParts, options: CommandOptions): Promise<Move | undefined> {
  const { rooms } = parts;
  const title = l10n.t('Move to Another Computer');
  const wanted = options.choice('target', targets);
  const account = options.text('account');
  if (account !== undefined) {
    checkedAccount(account);
  }
  const connection = await resolveConnection(rooms, await withApplication(rooms, options), { title, signsIn: true });
  const target = wanted ?? (await askTarget(title));
  const subject: MoveSubject = {
    tenantId: connection.tenant.tenantId,
    appId: connection.application.appId,
    applicationName: connection.application.displayName,
    thumbprint: connection.certificate.thumbprint,
    notAfter: connection.certificate.notAfter,
    service: connection.service.id,
    target,
    ...(target === 'serviceAccount'
      ? { account: account ?? (options.programmatic ? missingAccount() : await askAccount(title)) }
      : {}),
    scriptName: scriptName(options, target),
  };
  const contentFor = contents(subject, connection, connection.tenant.domain);
  if (!options.programmatic) {
    await open(parts, subject, connection.service, contentFor);
    return undefined;
  }
  const content = contentFor(options.text('path'));
  return { ...result(subject, connection.service, content), ...(await writePfx(options, subject.thumbprint)) };
}

/**
 * Makes the page again that was open when the window was loaded again; a page of somebody who signed out is closed, and one of
 * a service that another version knew.
 */
export async function restoreMovePage(parts: MoveParts, panel: WebviewPanel, memory: unknown): Promise<void> {
  const subject = readSubject(memory);
  const sessions = await parts.rooms.sessions();
  const tenant = (await sessions.list()).find(({ tenantId }) => tenantId === subject?.tenantId);
  const service = services.find(({ id }) => id === subject?.service);
  if (subject === undefined || tenant === undefined || service === undefined) {
    panel.dispose();
    return;
  }
  const cloud = await sessions.cloud(tenant.tenantId);
  await open(parts, subject, service, contents(subject, { cloud, service }, tenant.domain), panel);
}

async function open(
  { rooms, commands: registered, extensionUri }: MoveParts,
  subject: MoveSubject,
  service: ServiceDefinition,
  contentFor: MovePageParts['contentFor'],
  panel?: WebviewPanel,
): Promise<void> {
  const progress = await readProgress(rooms.store, subject);
  new MovePage({
    rooms,
    commands: registered,
    extensionUri,
    subject,
    service,
    contentFor,
    progress,
    ...(panel ? { panel } : {}),
  });
}

function contents(
  subject: MoveSubject,
  { cloud, service }: { readonly cloud: Cloud; readonly service: ServiceDefinition },
  domain: string,
): MovePageParts['contentFor'] {
  const { tenantId, appId, thumbprint, applicationName, target, account, scriptName } = subject;
  return (pfxPath) =>
    movePackage({
      target,
      service,
      facts: { cloud, tenantId, domain, appId, thumbprint, applicationName },
      ...(account === undefined ? {} : { account }),
      ...(pfxPath === undefined ? {} : { pfxStem: basename(pfxPath, extname(pfxPath)) }),
      scriptName,
    });
}

function result(subject: MoveSubject, service: ServiceDefinition, content: MovePackage): Move {
  const facts = stepFacts(subject, service, content);
  const text = (...ids: readonly string[]) => content.files.find(({ id }) => ids.includes(id))?.text ?? '';
  return {
    target: subject.target,
    script: text('import', 'workflow', 'compose'),
    connectionBlock: text('connection'),
    files: content.files.map(({ name, text: contents }) => ({ name, text: contents })),
    checklist: content.steps.map(({ id }) => ({ id, ...stepWords(id, facts) })),
  };
}

async function writePfx(
  options: CommandOptions,
  thumbprint: string,
): Promise<Pick<Move, 'pfxPath' | 'passwordGenerated'>> {
  const path = options.text('path');
  if (path === undefined) {
    return {};
  }
  const password = options.exactText('password');
  const written = await commands.executeCommand<{ path: string; passwordGenerated: boolean }>(commandId('exportPfx'), {
    thumbprint,
    path,
    ...(password === undefined ? {} : { password }),
  });
  return { pfxPath: written.path, passwordGenerated: written.passwordGenerated };
}

function askTarget(title: string): Promise<MoveTarget> {
  return askOne(
    title,
    l10n.t('Where will the script run?'),
    targets.map((value) => ({ ...targetWords(value), value })),
  );
}

function missingAccount(): never {
  throw optionError('missing', { name: 'account' });
}

async function askAccount(title: string): Promise<string> {
  return (
    await askText({
      title,
      prompt: l10n.t('The account that runs the task or service, and may use the key'),
      value: 'NT AUTHORITY\\SYSTEM',
      validate: accountProblem,
    })
  ).trim();
}

/** The script that will run there: the one named, the one in the editor, or a name to be changed. */
function scriptName(options: CommandOptions, target: MoveTarget): string {
  const given = options.text('script');
  const document = window.activeTextEditor?.document;
  const path = given ?? (document && isScript(document) && !document.isUntitled ? document.uri.fsPath : 'script.ps1');
  // A workflow finds the script in its repository.
  const inRepository = target === 'githubActions' ? workspace.asRelativePath(path, false).replaceAll('\\', '/') : path;
  return inRepository.startsWith('/') || target !== 'githubActions' ? basename(path) : inRepository;
}
