import { connectionBlock } from '../services/connectionBlock.ts';
import { installModule } from './installModule.ts';
import { azureImportScript } from './moveAzure.ts';
import { containerFiles } from './moveContainer.ts';
import { githubWorkflow } from './moveGithub.ts';
import { type MoveFile, type MovePackage, type MoveRequest, type MoveStep, moveTargets } from './moveTypes.ts';
import { unixImportScript } from './moveUnix.ts';
import { windowsImportScript } from './moveWindows.ts';
import { slugOf } from './slug.ts';

/**
 * What it takes to run a script somewhere else with the same certificate: scripts, connection block and the list of what
 * to do, in order, down to removing what was only needed on the way. Nothing in it is secret.
 *
 * @throws services/storeOnly for a place without a certificate store, when the service's module knows nothing else
 */
export function movePackage(request: MoveRequest): MovePackage {
  const { target, facts, service } = request;
  const slug = slugOf(facts.applicationName, facts.thumbprint);
  const place = moveTargets[target];
  const connection: MoveFile = {
    id: 'connection',
    name: `connect-${slug}.ps1`,
    language: 'powershell',
    text: connectionBlock(service, facts, place),
  };
  const check: MoveFile = {
    id: 'check',
    name: `check-${slug}.ps1`,
    language: 'powershell',
    text: connectionBlock(service, facts, place, [service.smokeTest]),
  };
  const module: MoveFile = {
    id: 'module',
    name: `install-module-${slug}.ps1`,
    language: 'powershell',
    text: `${installModule(service, target === 'serviceAccount' ? 'AllUsers' : 'CurrentUser')}\n`,
  };
  const used = new Set(steps[target].flatMap(({ files }) => files));
  return {
    target,
    slug,
    pfxName: `${request.pfxStem ?? slug}.pfx`,
    files: [connection, module, check, ...filesFor(request, slug)].filter(({ id }) => used.has(id)),
    steps: steps[target],
  };
}

function filesFor(request: MoveRequest, slug: string): readonly MoveFile[] {
  switch (request.target) {
    case 'windows':
    case 'serviceAccount':
      return [importFile(slug, windowsImportScript(request, request.pfxStem ?? slug))];
    case 'unix':
      return [
        { id: 'import', name: `import-${slug}.sh`, language: 'shellscript', text: unixImportScript(request, slug) },
      ];
    case 'container':
      return containerFiles(request);
    case 'azureAutomation':
      return [importFile(slug, azureImportScript(request, request.pfxStem ?? slug))];
    case 'githubActions':
      return [githubWorkflow(request, slug)];
  }
}

function importFile(slug: string, text: string): MoveFile {
  return { id: 'import', name: `import-${slug}.ps1`, language: 'powershell', text };
}

const step = (id: MoveStep['id'], ...files: MoveStep['files']): MoveStep => ({ id, files });

const steps: Readonly<Record<MoveRequest['target'], readonly MoveStep[]>> = {
  windows: [
    step('savePfx'),
    step('sendPfx'),
    step('import', 'import'),
    step('installModule', 'module'),
    step('insertConnection', 'connection'),
    step('check', 'check'),
    step('removePfx'),
  ],
  serviceAccount: [
    step('savePfx'),
    step('sendPfx'),
    step('importAsAdministrator', 'import'),
    step('installModuleForAll', 'module'),
    step('insertConnection', 'connection'),
    step('schedule'),
    step('removePfx'),
  ],
  unix: [
    step('savePfx'),
    step('sendPfx'),
    step('importOnUnix', 'import'),
    step('installModule', 'module'),
    step('insertConnection', 'connection'),
    step('check', 'check'),
    step('scheduleOnUnix'),
    step('removePfx'),
  ],
  container: [
    step('savePfx'),
    step('savePasswordFile'),
    step('insertConnection', 'connection'),
    step('addContainerFiles', 'dockerfile', 'dockerignore', 'compose', 'start'),
    step('runContainer'),
    step('keepContainerSecrets'),
  ],
  azureAutomation: [
    step('savePfx'),
    step('importToAzure', 'import'),
    step('installModuleInAzure'),
    step('insertRunbook', 'connection'),
    step('testRunbook'),
    step('removeAzurePfx'),
  ],
  githubActions: [
    step('storeCertificateSecret'),
    step('storePasswordSecret'),
    step('insertConnection', 'connection'),
    step('addWorkflow', 'workflow'),
    step('runWorkflow'),
    step('nothingToRemove'),
  ],
};
