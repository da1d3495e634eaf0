import { l10n } from 'vscode';
import type { certificateError } from '../../core/certificates/errors.ts';
import { maximumFileSize } from '../../core/certificates/fileSize.ts';
import type { DamageReason } from '../../core/certificates/types.ts';
import type { WordsFor } from './wordsFor.ts';

const largestFile = `${maximumFileSize / 1024 / 1024} MB`;

/** What the certificates room has to say, in sentences. */
export const certificatesWords: WordsFor<typeof certificateError> = {
  subjectEmpty: () => l10n.t('The certificate needs a subject, for example CN=Mailbox report.'),
  subjectSyntax: (p) =>
    l10n.t(
      'The subject cannot be read from character {0} on. Write name=value pairs, and put a value with commas in quotation marks.',
      p.position ?? '',
    ),
  subjectUnknownAttribute: (p) =>
    l10n.t(
      'The subject names an attribute “{0}” that is not known. Use CN, O, OU, L, ST, C, DC or E.',
      p.attribute ?? '',
    ),
  subjectValueEmpty: (p) => l10n.t('The subject has no value for {0}. Enter one or leave {0} out.', p.attribute ?? ''),
  subjectValueTooLong: (p) =>
    l10n.t(
      'The value of {0} in the subject is too long. It may have {1} characters.',
      p.attribute ?? '',
      p.limit ?? '',
    ),
  subjectValueInvalid: (p) =>
    p.attribute === 'C'
      ? l10n.t('The country in the subject must be a code of two letters, for example US.')
      : l10n.t('The value of {0} in the subject has characters that are not allowed there.', p.attribute ?? ''),
  dnsNameInvalid: (p) =>
    l10n.t(
      '“{0}” is not a DNS name. Enter names such as server.contoso.com, without a protocol or a path.',
      p.name ?? '',
    ),
  monthsOutOfRange: (p) =>
    l10n.t(
      'A certificate can be valid for {0} to {1} months. Enter a whole number in between.',
      p.minimum ?? '',
      p.maximum ?? '',
    ),
  endNotInFuture: (p) => l10n.t('{0} has passed. A certificate must end in the future.', p.notAfter ?? ''),
  endTooFar: (p) =>
    l10n.t(
      'A certificate can be valid for up to {0} months. {1} is later than that.',
      p.maximum ?? '',
      p.notAfter ?? '',
    ),
  beginsAfterEnd: (p) =>
    l10n.t('A certificate cannot begin ({0}) after it has ended ({1}).', p.notBefore ?? '', p.notAfter ?? ''),
  keySizeNotSupported: (p) =>
    l10n.t('A key of {0} bits cannot be generated. Choose 2048, 3072 or 4096.', p.keySize ?? ''),
  friendlyNameInvalid: (p) =>
    l10n.t('The friendly name may have up to {0} characters and no control characters.', p.limit ?? ''),

  emptyFile: (p) => l10n.t('{0} is empty. Export the certificate again where it comes from.', p.file ?? ''),
  fileTooLarge: (p) =>
    l10n.t('{0} is larger than {1}, so it is not a certificate file. Choose another file.', p.file ?? '', largestFile),
  truncatedFile: (p) => l10n.t('{0} ends too early: part of it is missing. Copy or export it again.', p.file ?? ''),
  damagedFile: (p) => l10n.t('{0} is damaged and cannot be read. Copy or export it again.', p.file ?? ''),
  notACertificate: (p) =>
    l10n.t('{0} does not contain a certificate. Choose a PFX, PEM, CER or CRT file.', p.file ?? ''),
  certificateUnreadable: () => l10n.t('These bytes are not an X.509 certificate, so nothing can be said about them.'),
  certificateRequest: (p) =>
    l10n.t('{0} is a certificate request. Import the certificate that was issued for it.', p.file ?? ''),
  certificateList: (p) =>
    l10n.t('{0} is a PKCS #7 list of certificates without a key. Export the certificate as PFX or CER.', p.file ?? ''),
  sshKey: (p) =>
    l10n.t('{0} holds an SSH key, which cannot sign in to Microsoft 365. Choose a certificate file.', p.file ?? ''),
  javaKeyStore: (p) =>
    l10n.t('{0} is a Java key store. Convert it to PKCS #12 with keytool -importkeystore first.', p.file ?? ''),
  keyWithoutCertificate: (p) =>
    l10n.t('{0} holds a private key but no certificate. Put both into one PEM file, or export a PFX.', p.file ?? ''),
  severalKeys: (p) =>
    l10n.t(
      '{0} holds {1} private keys. Export only the certificate you want, and import that file.',
      p.file ?? '',
      p.count ?? '',
    ),
  severalCertificates: (p) =>
    l10n.t(
      '{0} holds {1} certificates that do not form a chain. Save the one you want to its own file.',
      p.file ?? '',
      p.count ?? '',
    ),
  keyMismatch: (p) =>
    l10n.t('The private key in {0} belongs to another certificate. Export certificate and key together.', p.file ?? ''),
  keyDamaged: (p) =>
    l10n.t(
      'The private key in {0} cannot sign: it is damaged. Export the certificate with its key again.',
      p.file ?? '',
    ),
  passwordNeeded: (p) =>
    l10n.t('{0} is protected by a password. Enter the password it was exported with.', p.file ?? ''),
  wrongPassword: (p) =>
    l10n.t('The password does not open {0}. Enter the password it was exported with.', p.file ?? ''),
  noPrivateKey: (p) =>
    l10n.t('{0} does not contain a private key. Export the certificate again together with its key.', p.file ?? ''),
  notRsa: (p) =>
    l10n.t(
      '{0} has a key of type {1}. Microsoft Entra sign-in takes RSA keys only: use an RSA certificate.',
      p.file ?? '',
      p.algorithm ?? '',
    ),
  encryptionNotSupported: (p) =>
    l10n.t(
      '{0} is encrypted in a way that is not supported ({1}). Export it again with AES-256.',
      p.file ?? '',
      p.algorithm ?? '',
    ),
  tooManyIterations: (p) =>
    l10n.t(
      '{0} asks for {1} rounds of key derivation, far more than any tool writes. Export it again.',
      p.file ?? '',
      p.iterations ?? '',
    ),

  fileNotFound: (p) => l10n.t('{0} does not exist. Check the path.', p.file ?? ''),
  folderNotFound: (p) => l10n.t('The folder {0} does not exist. Create it or choose another one.', p.folder ?? ''),
  pathIsFolder: (p) => l10n.t('{0} is a folder. Choose a file.', p.file ?? ''),
  fileExists: (p) => l10n.t('{0} exists already and was left as it is. Choose another name.', p.file ?? ''),
  fileNotReadable: (p) => l10n.t('{0} could not be read. Check that you have access to it.', p.file ?? ''),
  fileNotWritable: (p) => l10n.t('{0} could not be written: access is denied. Choose another folder.', p.file ?? ''),
  diskFull: (p) => l10n.t('{0} could not be written because the disk is full. Nothing was left behind.', p.file ?? ''),
  fileNotWritten: (p) =>
    l10n.t('{0} could not be written ({1}). Nothing was left behind.', p.file ?? '', p.problem ?? ''),
  fileNotVerified: (p) =>
    l10n.t('{0} was written but could not be opened again, so it was removed. Try another folder.', p.file ?? ''),

  passwordRequired: () => l10n.t('A PFX file holds the private key, so it needs a password.'),
  passwordInvalid: () => l10n.t('The password has characters that other programs cannot enter. Choose another one.'),
  noKeyToExport: () =>
    l10n.t('This certificate has no private key here, so it cannot be exported as PFX. Export it as CER.'),

  thumbprintInvalid: (p) =>
    l10n.t('“{0}” is not a thumbprint. A thumbprint has 40 digits from 0 to 9 and A to F.', p.thumbprint ?? ''),
  notInVault: (p) =>
    l10n.t('The certificate {0} is not on this computer. Import it, or choose another one.', p.thumbprint ?? ''),
  vaultEmpty: () => l10n.t('No certificate of this computer fits. Generate or import one first.'),
  noPasswordInVault: (p) =>
    l10n.t(
      'No generated password is kept for {0}. Export it as .pfx with a generated password first.',
      p.subject ?? '',
    ),
  noKeyInVault: (p) =>
    l10n.t('The private key of {0} is not on this computer. Import the PFX of this certificate.', p.subject ?? ''),
  keyCannotSign: () => l10n.t('The private key of this certificate cannot sign. Import the PFX again.'),
  entryDamaged: (p) => damageWords(p.reason as DamageReason),
};

/** What is wrong with a damaged entry of the vault, and the way out. */
export function damageWords(reason: DamageReason): string {
  switch (reason) {
    case 'recordUnreadable':
      return l10n.t('The stored entry cannot be read. Delete it, or import the certificate again.');
    case 'certificateUnreadable':
      return l10n.t('The stored certificate cannot be read. Delete it, or import the certificate again.');
    case 'thumbprintMismatch':
      return l10n.t('The stored certificate was exchanged for another one. Delete this entry.');
    case 'privateKeyMissing':
      return l10n.t('The private key is no longer in secret storage. Import the PFX again, or delete this entry.');
    case 'privateKeyUnreadable':
      return l10n.t('The stored private key cannot be read. Import the PFX again, or delete this entry.');
    case 'privateKeyForeign':
      return l10n.t(
        'The stored private key belongs to another certificate. Import the PFX again, or delete this entry.',
      );
    case 'secretsUnavailable':
      return l10n.t('Secret storage did not answer. Unlock the keyring of this computer, then refresh.');
  }
}
