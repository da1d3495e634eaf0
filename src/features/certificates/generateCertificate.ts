import { commands, l10n, window } from 'vscode';
import { commandId } from '../../contributions.ts';
import type { Certificate, GenerateOptions } from '../../core/certificates/types.ts';
import { readSetting } from '../../workbench/adapters/settings.ts';
import { type CommandOptions, optionError } from '../../workbench/commandOptions.ts';
import { withPatientProgress } from '../../workbench/progress.ts';
import { type Choice, confirm } from '../../workbench/prompts/prompts.ts';
import { pickStep, runSteps, textStep } from '../../workbench/prompts/steps.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { toUserError } from '../../workbench/userError.ts';
import { dateAndDistance } from '../../workbench/words/certificateState.ts';

/** Generates a self-signed certificate into the vault, asking for the subject, validity and key size that are not given. */
export async function generateCertificate(rooms: Rooms, options: CommandOptions): Promise<Certificate> {
  const request = options.programmatic ? fromOptions(options) : await ask();
  const {
    checkGenerateOptions,
    generateCertificate: generate,
    monthLimits,
  } = await import('../../core/certificates/generate.ts');
  const { months } = checkGenerateOptions(request);
  if (!options.programmatic && months > monthLimits.warnAbove) {
    await confirm(
      l10n.t('Generate a certificate that is valid for {0} months?', months),
      l10n.t(
        'A stolen key works until its certificate ends. Up to {0} months is usual; rotation is one command.',
        monthLimits.warnAbove,
      ),
      l10n.t('Generate'),
    );
  }
  const vault = await rooms.vault();
  const certificate = await withPatientProgress(l10n.t('Generating the certificate'), async (_report, signal) => {
    const material = await generate(request, { clock: rooms.clock, signal });
    return vault.add(material);
  });
  // Another command that needs a certificate goes on by itself.
  if (!options.programmatic && options.boolean('followUp') !== false) {
    void offerNextStep(certificate, rooms.clock.now());
  }
  return certificate;
}

function fromOptions(options: CommandOptions): GenerateOptions {
  const dnsNames = options.list('dnsNames', dnsName);
  const keySize = options.number('keySize') ?? readSetting('certificateKeySize');
  const friendlyName = options.text('friendlyName');
  return {
    subject: options.text('subject') ?? defaultSubject(),
    months: options.number('months') ?? readSetting('certificateMonths'),
    // Checked by core, which knows the sizes.
    keySize: keySize as 2048 | 3072 | 4096,
    ...(dnsNames ? { dnsNames } : {}),
    ...(friendlyName === undefined ? {} : { friendlyName }),
  };
}

function dnsName(item: unknown): string {
  if (typeof item !== 'string') {
    throw optionError('notText', { name: 'dnsNames' });
  }
  return item;
}

const defaultSubject = () => `CN=${l10n.t('PowerShell automation')}`;

async function ask(): Promise<GenerateOptions> {
  const { checkGenerateOptions, keySizes } = await import('../../core/certificates/generate.ts');
  const title = l10n.t('Generate Certificate');
  const problem = (candidate: GenerateOptions): string | undefined => {
    try {
      checkGenerateOptions(candidate);
      return undefined;
    } catch (error) {
      return toUserError(error).message;
    }
  };
  let subject = defaultSubject();
  let months = readSetting('certificateMonths');
  let keySize: 2048 | 3072 | 4096 = readSetting('certificateKeySize');
  await runSteps(() => [
    async (place) => {
      subject = await textStep(place, {
        title,
        prompt: l10n.t('Subject: a name, or a distinguished name such as CN=Mailbox report, O=Contoso'),
        value: subject,
        validate: (text) => problem({ subject: text }),
      });
    },
    async (place) => {
      const text = await textStep(place, {
        title,
        prompt: l10n.t('Validity in months'),
        value: String(months),
        validate: (value) => problem({ subject, months: Number(value) }),
      });
      months = Number(text);
    },
    async (place) => {
      const choices: Choice<2048 | 3072 | 4096>[] = keySizes.map((size) => ({
        label: l10n.t('RSA {0} bits', size),
        description: size === 2048 ? l10n.t('recommended, works with every module') : '',
        value: size,
      }));
      const chosen = await pickStep(place, {
        title,
        placeholder: l10n.t('Key size'),
        items: choices,
        preselected: (item) => item.value === keySize,
      });
      keySize = chosen.value;
    },
  ]);
  return { subject, months, keySize };
}

async function offerNextStep(certificate: Certificate, now: Date): Promise<void> {
  const setUp = l10n.t('Set Up Sign-In…');
  const exportPublic = l10n.t('Export .cer…');
  const message = l10n.t(
    'The certificate {0} is valid until {1}. Its private key is in secret storage.',
    certificate.friendlyName || certificate.subject,
    dateAndDistance(certificate.notAfter, now),
  );
  const chosen = await window.showInformationMessage(message, setUp, exportPublic);
  if (chosen === setUp) {
    await commands.executeCommand(commandId('setUp'));
  } else if (chosen === exportPublic) {
    await commands.executeCommand(commandId('exportCertificate'), { thumbprint: certificate.thumbprint });
  }
}
