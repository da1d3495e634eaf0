import { isAbsolute, normalize, posix } from 'node:path';
import {
  type CancellationToken,
  commands,
  type Disposable,
  LanguageModelTextPart,
  type LanguageModelTool,
  LanguageModelToolResult,
  l10n,
  lm,
  Uri,
  workspace,
} from 'vscode';
import { commandId } from '../../contributions.ts';
import { optionError } from '../../workbench/commandOptions.ts';
import { disposeAll } from '../../workbench/disposeAll.ts';
import type { Parts } from '../../workbench/parts.ts';
import { signalOf } from '../../workbench/progress.ts';
import { reportError } from '../../workbench/reportError.ts';
import type { ScriptAnalysis } from '../../workbench/scripts/scriptAnalysis.ts';
import { toUserError } from '../../workbench/userError.ts';

interface ScriptInput {
  readonly path?: unknown;
  readonly text?: unknown;
}

interface ApplicationInput {
  readonly application?: unknown;
  readonly tenant?: unknown;
}

interface ErrorInput {
  readonly text?: unknown;
}

type ToolParts = Pick<Parts, 'rooms'> & { readonly scripts: ScriptAnalysis };

/** Tools a chat may use. They only read; what they give holds no secret and no script text. */
export function registerLanguageModelTools(parts: ToolParts): Disposable {
  // Editors that are built without chat have no such API.
  if (typeof lm?.registerTool !== 'function') {
    return disposeAll([]);
  }
  return disposeAll([
    lm.registerTool<ScriptInput>('entraCertAuth_checkScript', {
      prepareInvocation: () => ({ invocationMessage: l10n.t('Checking what the script needs') }),
      invoke: ({ input }) => answer(() => checkScriptTool(parts, input)),
    }),
    lm.registerTool<ApplicationInput>('entraCertAuth_listApplicationPermissions', listApplicationPermissions(parts)),
    lm.registerTool<ErrorInput>('entraCertAuth_explainError', {
      prepareInvocation: () => ({ invocationMessage: l10n.t('Explaining the error') }),
      invoke: ({ input }) => answer(() => explainTool(input)),
    }),
  ]);
}

/** The only one that asks a tenant: it says so, and waits for the person's agreement. */
function listApplicationPermissions(parts: ToolParts): LanguageModelTool<ApplicationInput> {
  return {
    prepareInvocation: ({ input }) => ({
      invocationMessage: l10n.t('Reading the permissions of {0}', String(input.application ?? '')),
      confirmationMessages: {
        title: l10n.t('Read the permissions of an application?'),
        message: l10n.t(
          'The permissions and directory roles of {0} are read from the tenant and given to the chat.',
          String(input.application ?? ''),
        ),
      },
    }),
    invoke: ({ input }, token) => answer(() => listPermissionsTool(parts, input, token)),
  };
}

/** The result as JSON; an error as the sentence a user would read, so that the model can go on from it. */
async function answer(work: () => Promise<unknown>): Promise<LanguageModelToolResult> {
  try {
    return new LanguageModelToolResult([new LanguageModelTextPart(JSON.stringify(await work()))]);
  } catch (error) {
    const { name, message } = toUserError(error);
    throw new Error(`${name}: ${message}`);
  }
}

async function checkScriptTool({ scripts }: ToolParts, { path, text }: ScriptInput): Promise<unknown> {
  if ((path === undefined) === (text === undefined)) {
    throw path === undefined
      ? optionError('missing', { name: 'path' })
      : optionError('notTogether', { first: 'path', second: 'text' });
  }
  const { checkApiScript } = await import('./checkApiScript.ts');
  if (path === undefined) {
    return checkApiScript(scripts, textOf(text, 'text'));
  }
  const checked = await checkApiScript(scripts, await workspaceFile(textOf(path, 'path')));
  return { path, ...checked };
}

/**
 * Only files of the workspace: a chat is no way to look at others. A path is a complete one, or one below a folder of the
 * workspace.
 */
async function workspaceFile(path: string): Promise<Uri> {
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  // The editor takes what begins with a folder's path for part of it, `..` or not.
  const plain = normalize(path);
  const candidates = isAbsolute(path)
    ? [
        Uri.file(plain),
        ...folders
          .filter(({ scheme }) => scheme !== 'file')
          .map((folder) => folder.with({ path: posix.normalize(path) })),
      ]
    : folders.map((folder) => Uri.joinPath(folder, path.replaceAll('\\', '/')));
  for (const uri of candidates.filter((one) => workspace.getWorkspaceFolder(one))) {
    if (await isThere(uri)) {
      return uri;
    }
  }
  throw reportError('scriptNotFound', { path });
}

async function isThere(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

async function listPermissionsTool(
  { rooms }: ToolParts,
  { application, tenant }: ApplicationInput,
  token: CancellationToken,
): Promise<unknown> {
  const wanted = textOf(application, 'application').toLowerCase();
  const tenantName = tenant === undefined ? undefined : textOf(tenant, 'tenant').toLowerCase();
  const { identityError } = await import('../../core/identity/errors.ts');
  const tenants = (await (await rooms.sessions()).list()).filter(
    ({ tenantId, domain, displayName }) =>
      tenantName === undefined || [tenantId, domain, displayName].some((name) => name.toLowerCase() === tenantName),
  );
  const [home] = tenants;
  if (!home) {
    throw identityError('notSignedIn', {});
  }
  const signal = signalOf(token);
  const directory = await rooms.directory(home.tenantId, { quiet: true });
  const { readApplicationDetails } = await import('../../core/directory/applicationDetails.ts');
  const appId = await findApplication(directory, wanted, signal);
  const details = await readApplicationDetails(directory, appId, new Map(), signal);
  return {
    tenant: { tenantId: home.tenantId, domain: home.domain, sample: home.sample },
    application: { appId: details.application.appId, displayName: details.application.displayName },
    permissions: details.permissions.map(({ resourceName, permission, requested, granted }) => ({
      api: resourceName,
      permission,
      requested,
      granted,
    })),
    directoryRoles: details.roles.map(
      ({ roleDefinition, roleDefinitionId }) => roleDefinition?.displayName ?? roleDefinitionId,
    ),
  };
}

async function findApplication(
  directory: Awaited<ReturnType<ToolParts['rooms']['directory']>>,
  wanted: string,
  signal: AbortSignal,
): Promise<string> {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(wanted)) {
    return wanted;
  }
  const { listApplications } = await import('../../core/directory/listApplications.ts');
  const { applications } = await listApplications(directory, { filter: 'all', search: wanted }, signal);
  const found = applications.find(({ displayName }) => displayName.toLowerCase() === wanted);
  if (!found) {
    const { directoryError } = await import('../../core/directory/errors.ts');
    throw directoryError('applicationNotFound', { appId: wanted });
  }
  return found.appId;
}

/** The explanation is the one of the command, in the reader's words. */
async function explainTool({ text }: ErrorInput): Promise<unknown> {
  return commands.executeCommand(commandId('explainError'), { text: textOf(text, 'text') });
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw optionError('notText', { name });
  }
  return value;
}
