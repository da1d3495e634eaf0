import { l10n } from 'vscode';
import { containerSecrets } from '../../core/deployment/moveContainer.ts';
import type { MoveStepId, MoveTarget } from '../../core/deployment/moveTypes.ts';
import { keptName, unixFolders } from '../../core/deployment/moveUnix.ts';
import { certificateVariables } from '../../core/services/connectionBlock.ts';

/** What a place is called where one is chosen. */
export function targetWords(target: MoveTarget): { readonly label: string; readonly detail: string } {
  switch (target) {
    case 'windows':
      return {
        label: l10n.t('Another Windows Computer'),
        detail: l10n.t('The certificate goes into the store of the account that runs the script there.'),
      };
    case 'serviceAccount':
      return {
        label: l10n.t('Windows Scheduled Task or Service'),
        detail: l10n.t('The certificate goes into the store of the computer; one account may use its key.'),
      };
    case 'unix':
      return {
        label: l10n.t('Linux or macOS'),
        detail: l10n.t('PFX file and password lie in files that one account may read.'),
      };
    case 'container':
      return {
        label: l10n.t('Container'),
        detail: l10n.t('PFX file and password are mounted as secrets and never part of the image.'),
      };
    case 'azureAutomation':
      return {
        label: 'Azure Automation',
        detail: l10n.t('The certificate becomes an asset of the Automation account.'),
      };
    case 'githubActions':
      return {
        label: 'GitHub Actions',
        detail: l10n.t('PFX and password become secrets of the repository; no file is written.'),
      };
  }
}

/** The heading of the list for a place. */
export function moveHeading(target: MoveTarget, application: string): string {
  switch (target) {
    case 'windows':
      return l10n.t('Run scripts as {0} on another Windows computer', application);
    case 'serviceAccount':
      return l10n.t('Run scripts as {0} from a Windows task or service', application);
    case 'unix':
      return l10n.t('Run scripts as {0} on Linux or macOS', application);
    case 'container':
      return l10n.t('Run scripts as {0} in a container', application);
    case 'azureAutomation':
      return l10n.t('Run scripts as {0} in Azure Automation', application);
    case 'githubActions':
      return l10n.t('Run scripts as {0} in GitHub Actions', application);
  }
}

export interface StepFacts {
  readonly slug: string;
  /** File name of the PFX. */
  readonly pfx: string;
  readonly thumbprint: string;
  readonly module: string;
  readonly asset: string;
  readonly account: string;
  readonly scriptName: string;
}

export interface StepWords {
  readonly title: string;
  readonly detail: string;
}

/** What a step asks for, as an imperative and a sentence or two. */
export function stepWords(id: MoveStepId, facts: StepFacts): StepWords {
  return secretSteps(id, facts) ?? scriptSteps(id, facts) ?? lastSteps(id, facts);
}

function secretSteps(id: MoveStepId, { slug, pfx, asset, account }: StepFacts): StepWords | undefined {
  const { base64, password } = certificateVariables;
  switch (id) {
    case 'savePfx':
      return {
        title: l10n.t('Save certificate and private key as a PFX file'),
        detail: l10n.t(
          'The file is encrypted. Whoever has it and its password can sign in as the application: keep them apart.',
        ),
      };
    case 'sendPfx':
      return {
        title: l10n.t('Bring the PFX file there'),
        detail: l10n.t('Copy it over an encrypted connection, not by mail or chat. Send the password another way.'),
      };
    case 'import':
      return {
        title: l10n.t('Import it there'),
        detail: l10n.t(
          'Run the script beside {0}, as the account that will run yours. It asks for the password and proves that the key signs.',
          pfx,
        ),
      };
    case 'importAsAdministrator':
      return {
        title: l10n.t('Import it there, as an administrator'),
        detail: l10n.t(
          'Run the script beside {0}. It asks for the password, gives {1} read access to the key and proves that it signs.',
          pfx,
          account,
        ),
      };
    case 'importOnUnix':
      return {
        title: l10n.t('Import it there'),
        detail: l10n.t(
          'Run "sh import-{0}.sh" beside {1} for yourself, or with sudo, the PFX file and the name of an account for a service. It asks for the password and proves that the key signs.',
          slug,
          pfx,
        ),
      };
    case 'importToAzure':
      return {
        title: l10n.t('Store it in the Automation account'),
        detail: l10n.t(
          'Run the script beside {0}, with the module Az.Automation. The asset is called {1}, which the runbook asks for.',
          pfx,
          asset,
        ),
      };
    case 'storeCertificateSecret':
      return {
        title: l10n.t('Store the certificate as the secret {0}', base64),
        detail: l10n.t(
          'The button puts the PFX as Base64 on the clipboard, for a minute. Paste it into the secrets of the repository, or of one environment.',
        ),
      };
    case 'storePasswordSecret':
      return {
        title: l10n.t('Store its password as the secret {0}', password),
        detail: l10n.t('The button puts the password on the clipboard, for a minute.'),
      };
    case 'savePasswordFile':
      return {
        title: l10n.t('Save the password beside it'),
        detail: l10n.t(
          'Paste it into {0}, readable for you only, and name the PFX file {1}. The folder stays out of the image and out of version control.',
          `${containerSecrets.folder}/${containerSecrets.password}`,
          `${containerSecrets.folder}/${containerSecrets.pfx}`,
        ),
      };
    default:
      return undefined;
  }
}

function scriptSteps(id: MoveStepId, { module, thumbprint, scriptName }: StepFacts): StepWords | undefined {
  switch (id) {
    case 'installModule':
      return {
        title: l10n.t('Install the module {0} there', module),
        detail: l10n.t('For the account that runs the script, in the PowerShell that runs it.'),
      };
    case 'installModuleForAll':
      return {
        title: l10n.t('Install the module {0} there, for all accounts', module),
        detail: l10n.t('As an administrator, in the PowerShell that runs the script.'),
      };
    case 'installModuleInAzure':
      return {
        title: l10n.t('Add the module {0} to the Automation account', module),
        detail: l10n.t('Under Modules in the portal, for the same runtime as the runbook.'),
      };
    case 'insertConnection':
      return {
        title: l10n.t('Put the connection block into the script'),
        detail: l10n.t('It signs in with the certificate there, and signs out when the script ends.'),
      };
    case 'insertRunbook':
      return {
        title: l10n.t('Create a PowerShell runbook with the connection block'),
        detail: l10n.t('It takes the certificate from the Automation account. The work goes between try and finally.'),
      };
    case 'addContainerFiles':
      return {
        title: l10n.t('Put these files beside {0}', scriptName),
        detail: l10n.t('The container starts start.ps1, which hands the mounted secrets to the script.'),
      };
    case 'addWorkflow':
      return {
        title: l10n.t('Add the workflow to the repository'),
        detail: l10n.t(
          'It runs {0} on weekdays and by hand. Change the time and the name of the script where they differ.',
          scriptName,
        ),
      };
    case 'check':
      return {
        title: l10n.t('Try it there'),
        detail: l10n.t('The script signs in, reads one thing and signs out. It changes nothing.'),
      };
    case 'schedule':
      return {
        title: l10n.t('Register the task'),
        detail: l10n.t('The script checks, as the account itself, that it sees the certificate and may use its key.'),
      };
    case 'scheduleOnUnix':
      return {
        title: l10n.t('Run it on a schedule, if you want'),
        detail: l10n.t(
          'A systemd timer or your crontab. By hand, load the variables first: set -a; . "{0}"; set +a',
          `${unixFolders.user}/${keptName(thumbprint)}.env`,
        ),
      };
    default:
      return undefined;
  }
}

function lastSteps(id: MoveStepId, { pfx }: StepFacts): StepWords {
  switch (id) {
    case 'runContainer':
      return {
        title: l10n.t('Try it'),
        detail: l10n.t('Run "docker compose run --rm script". It ends with the exit code of the script.'),
      };
    case 'testRunbook':
      return {
        title: l10n.t('Try it in the test pane'),
        detail: l10n.t('Start the runbook there before you publish it or link it to a schedule.'),
      };
    case 'runWorkflow':
      return {
        title: l10n.t('Try it'),
        detail: l10n.t('Start the workflow by hand on the Actions page. GitHub hides both secrets in its log.'),
      };
    case 'keepContainerSecrets':
      return {
        title: l10n.t('Leave no other copy of the PFX file'),
        detail: l10n.t(
          'The container needs the folder {0}: let only its own account read it. Delete every copy made on the way.',
          containerSecrets.folder,
        ),
      };
    case 'nothingToRemove':
      return {
        title: l10n.t('Nothing is left to remove'),
        detail: l10n.t('No file was written, and the clipboard is cleared. The key stays in secret storage here.'),
      };
    case 'removeAzurePfx':
      return {
        title: l10n.t('Delete the PFX file'),
        detail: l10n.t(
          'The Automation account has its own copy; the key stays in secret storage here. The import does it with -RemoveFile.',
        ),
      };
    default:
      return {
        title: l10n.t('Delete the PFX file, here and there'),
        detail: l10n.t(
          '{0} has done its work: the certificate is imported there, and the key stays in secret storage here.',
          pfx,
        ),
      };
  }
}
