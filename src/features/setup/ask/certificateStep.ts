import { l10n, type QuickPickItem, ThemeIcon } from 'vscode';
import type { Certificate } from '../../../core/certificates/types.ts';
import { thumbprintOfKey } from '../../../core/directory/keyCredential.ts';
import type { SetupRequest } from '../../../core/provisioning/types.ts';
import { separator } from '../../../workbench/prompts/prompts.ts';
import { pickStep, type Step, textStep } from '../../../workbench/prompts/steps.ts';
import type { Rooms } from '../../../workbench/rooms.ts';
import { toUserError } from '../../../workbench/userError.ts';
import { certificateState, shortThumbprint, stateIcon } from '../../../workbench/words/certificateState.ts';
import { defaultCertificate, newCertificate, usableCertificates } from '../defaultCertificate.ts';
import type { Draft } from './draft.ts';
import { setUpTitle } from './title.ts';

type Wanted = SetupRequest['certificate'];
type CertificateItem = QuickPickItem & { readonly wanted?: Wanted; readonly custom?: boolean };

/** Whether the subject and validity of a new certificate are to be asked for. */
export interface CertificateChoice {
  custom: boolean;
}

/** Which certificate: a new one for this application, or one of the vault whose key is there. */
export function certificateStep(rooms: Rooms, draft: Draft, choice: CertificateChoice): Step {
  return async (place) => {
    const { certificates } = await (await rooms.vault()).list();
    const usable = usableCertificates(certificates);
    const application = draft.application;
    const fresh = newCertificate(application?.displayName ?? '');
    const carried = new Set(
      application?.appId === undefined ? [] : application.keyCredentials.flatMap((key) => thumbprintOfKey(key) ?? []),
    );
    const proposed =
      draft.certificate ?? (application?.appId === undefined ? fresh : defaultCertificate(application, certificates));
    const now = rooms.clock.now();
    const chosen = await pickStep<CertificateItem>(place, {
      title: setUpTitle(),
      placeholder: l10n.t('Which certificate will sign in?'),
      items: [
        ...newItems(fresh, draft.certificate),
        ...(usable.length > 0 ? [separator(l10n.t('in the vault, with private key'))] : []),
        ...usable.map((one) => knownItem(one, carried.has(one.thumbprint), now)),
      ],
      preselected: ({ wanted }) => wanted !== undefined && same(wanted, proposed),
    });
    choice.custom = chosen.custom === true;
    draft.certificate =
      chosen.wanted ?? (draft.certificate && 'subject' in draft.certificate ? draft.certificate : fresh);
  };
}

/** The two steps that say what to generate. */
export function customCertificateSteps(
  draft: Draft,
  problem: (candidate: { readonly subject: string; readonly months?: number }) => void,
): readonly Step[] {
  const wanted = () => {
    const { certificate } = draft;
    return certificate && 'subject' in certificate ? certificate : newCertificate(draft.application?.displayName ?? '');
  };
  const sentenceFor = (candidate: { readonly subject: string; readonly months?: number }) => {
    try {
      problem(candidate);
      return undefined;
    } catch (error) {
      return toUserError(error).message;
    }
  };
  return [
    async (place) => {
      const subject = await textStep(place, {
        title: setUpTitle(),
        prompt: l10n.t(
          'Subject of the certificate: a name, or a distinguished name such as CN=Mailbox report, O=Contoso',
        ),
        value: wanted().subject,
        validate: (text) => sentenceFor({ subject: text }),
      });
      draft.certificate = { ...wanted(), subject };
    },
    async (place) => {
      const months = await textStep(place, {
        title: setUpTitle(),
        prompt: l10n.t('Validity in months'),
        value: String(wanted().months),
        validate: (text) => sentenceFor({ subject: wanted().subject, months: Number(text) }),
      });
      draft.certificate = { ...wanted(), months: Number(months) };
    },
  ];
}

function newItems(fresh: Extract<Wanted, { subject: string }>, known: Wanted | undefined): readonly CertificateItem[] {
  const other = known && 'subject' in known && !same(known, fresh) ? [newItem(known)] : [];
  return [
    ...other,
    newItem(fresh),
    {
      label: l10n.t('New certificate with another subject or validity…'),
      iconPath: new ThemeIcon('edit'),
      custom: true,
    },
  ];
}

function newItem(wanted: Extract<Wanted, { subject: string }>): CertificateItem {
  return {
    label: l10n.t('New certificate {0}', wanted.subject),
    description: wanted.months === 1 ? l10n.t('valid for 1 month') : l10n.t('valid for {0} months', wanted.months),
    iconPath: new ThemeIcon('add'),
    wanted,
  };
}

function knownItem(certificate: Certificate, carried: boolean, now: Date): CertificateItem {
  const state = certificateState(certificate, now);
  return {
    label: certificate.friendlyName || certificate.subject,
    description: carried ? l10n.t('{0} · on this application already', state) : state,
    detail: `${certificate.subject} · ${shortThumbprint(certificate.thumbprint)}`,
    iconPath: new ThemeIcon(stateIcon(certificate.state).id),
    wanted: { thumbprint: certificate.thumbprint },
  };
}

function same(a: Wanted, b: Wanted): boolean {
  if ('thumbprint' in a || 'thumbprint' in b) {
    return 'thumbprint' in a && 'thumbprint' in b && a.thumbprint === b.thumbprint;
  }
  return a.subject === b.subject && a.months === b.months;
}
