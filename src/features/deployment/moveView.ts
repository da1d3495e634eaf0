import { l10n } from 'vscode';
import type { MovePackage, MoveStepId } from '../../core/deployment/moveTypes.ts';
import { automationAssetName } from '../../core/services/automationAssetName.ts';
import type { ServiceDefinition } from '../../core/services/types.ts';
import { date, shortThumbprint } from '../../workbench/words/certificateState.ts';
import type { MoveStepView, MoveView } from './moveHtml.ts';
import type { MoveProgress, MoveSubject } from './moveRecord.ts';
import { moveHeading, type StepFacts, stepWords } from './moveWords.ts';

interface Shown {
  readonly subject: MoveSubject;
  readonly service: ServiceDefinition;
  readonly content: MovePackage;
}

/** The page's contents: the steps in order, with what was done. */
export function moveView({ subject, service, content }: Shown, progress: MoveProgress): MoveView {
  const facts = stepFacts(subject, service, content);
  return {
    heading: moveHeading(subject.target, subject.applicationName),
    lead: [
      l10n.t(
        '{0}, with the certificate {1}, valid until {2}.',
        service.name,
        shortThumbprint(subject.thumbprint),
        date(subject.notAfter),
      ),
      l10n.t('When you rotate the certificate, do this again with the new one before the old one expires.'),
    ],
    warnings: service.retired
      ? [l10n.t('The module {0} is retired: plan the move to Microsoft Graph.', service.module.name)]
      : [],
    steps: content.steps.map(({ id, files }): MoveStepView => {
      const done = progress.done.includes(id);
      return {
        id,
        ...stepWords(id, facts),
        done,
        ...(id === 'savePfx' && progress.pfxPath !== undefined
          ? { result: l10n.t('Saved as {0}', progress.pfxPath) }
          : {}),
        buttons: buttonsOf(id, done),
        files: files.flatMap((wanted) => content.files.filter((file) => file.id === wanted)),
      };
    }),
  };
}

/** What the sentences of the steps are made of. */
export function stepFacts(subject: MoveSubject, service: ServiceDefinition, { slug, pfxName }: MovePackage): StepFacts {
  return {
    slug,
    pfx: pfxName,
    thumbprint: subject.thumbprint,
    module: service.module.name,
    asset: automationAssetName(subject),
    account: subject.account ?? '',
    scriptName: subject.scriptName,
  };
}

function buttonsOf(id: MoveStepId, done: boolean): MoveStepView['buttons'] {
  const primary = !done;
  switch (id) {
    case 'savePfx':
      return [{ action: 'pfx', label: l10n.t('Save PFX File…'), primary }];
    case 'sendPfx':
    case 'savePasswordFile':
    case 'importToAzure':
      return [{ action: 'password', label: l10n.t('Copy Generated Password') }];
    case 'storeCertificateSecret':
      return [{ action: 'base64', label: l10n.t('Copy Certificate to Clipboard'), primary }];
    case 'storePasswordSecret':
      return [{ action: 'password', label: l10n.t('Copy Password to Clipboard'), primary }];
    case 'schedule':
    case 'scheduleOnUnix':
      return [{ action: 'schedule', label: l10n.t('Create Scheduled Task Script…') }];
    default:
      return [];
  }
}
