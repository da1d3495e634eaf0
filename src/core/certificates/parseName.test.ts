import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeName, encodeName, formatName } from './distinguishedName.ts';
import { parseName } from './parseName.ts';
import { certificateFor } from './testing/certificateFor.ts';
import { openssl } from './testing/openssl.ts';
import { reasonOf } from './testing/sampleCertificates.ts';

const shown = (text: string) => formatName(parseName(text));

describe('subjects', () => {
  it('are read the way people write them', () => {
    const cases: Readonly<Record<string, string>> = {
      'Mailbox report': 'CN=Mailbox report',
      'Report, nightly': 'CN=Report\\, nightly',
      'cn = Mailbox report ; o= Contoso ': 'CN=Mailbox report, O=Contoso',
      'CN="Contoso, Ltd", O=x': 'CN=Contoso\\, Ltd, O=x',
      'CN="the ""best"" one"': 'CN=the \\"best\\" one',
      'CN=Contoso\\, Ltd': 'CN=Contoso\\, Ltd',
      'CN=K\\C3\\B6ln': 'CN=Köln',
      'CN=C++ builds': 'CN=C\\+\\+ builds',
      'CN=a+OU=b,O=c': 'CN=a+OU=b, O=c',
      'CN=a=b': 'CN=a=b',
      'CN=ends in space\\ ': 'CN=ends in space\\ ',
      '2.5.4.3=x, OID.2.5.4.10=y': 'CN=x, O=y',
      'E=admin@contoso.com, DC=contoso, DC=com': 'E=admin@contoso.com, DC=contoso, DC=com',
      'S=Bavaria, C=de': 'ST=Bavaria, C=DE',
      'CN=報告 📬': 'CN=報告 📬',
      'CN=#hash': 'CN=\\#hash',
    };
    for (const [typed, expected] of Object.entries(cases)) {
      assert.equal(shown(typed), expected, typed);
    }
  });

  it('are refused with the reason', async () => {
    const cases: Readonly<Record<string, string>> = {
      '': 'subjectEmpty',
      'CN=': 'subjectValueEmpty',
      'CN=" "': 'subjectValueEmpty',
      'CN=a,': 'subjectSyntax',
      'CN="a': 'subjectSyntax',
      'CN="a" b': 'subjectSyntax',
      'CN=Contoso, Ltd': 'subjectSyntax',
      'CN=a\\': 'subjectSyntax',
      'CN=\\C3': 'subjectSyntax',
      'XX=a': 'subjectUnknownAttribute',
      'CN=a\nb': 'subjectValueInvalid',
      'CN=\ud800': 'subjectValueInvalid',
      'C=Germany': 'subjectValueTooLong',
      'C=1a': 'subjectValueInvalid',
      'E=müller@contoso.com': 'subjectValueInvalid',
      [`CN=${'x'.repeat(65)}`]: 'subjectValueTooLong',
    };
    for (const [typed, reason] of Object.entries(cases)) {
      assert.equal(await reasonOf(() => parseName(typed)), reason, JSON.stringify(typed));
    }
  });

  it('count characters, not their parts: 64 emoji fit', () => {
    assert.equal(shown(`CN=${'📬'.repeat(64)}`).length, 3 + 128);
  });

  it('come back unchanged from the certificate and from their own text, whatever they hold', () => {
    const value = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => text.trim() === text && text !== '' && !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text))
      .filter((text) => [...text].length <= 64);
    fc.assert(
      fc.property(value, value, (commonName, organization) => {
        const name = [
          [{ attribute: parseName('CN=x')[0]![0]!.attribute, value: commonName }],
          [{ attribute: parseName('O=x')[0]![0]!.attribute, value: organization }],
        ];
        const text = formatName(decodeName(encodeName(name)));
        assert.equal(text, formatName(name));
        assert.equal(formatName(parseName(text)), text);
      }),
      { numRuns: 200 },
    );
  });

  it('read the same to OpenSSL', async () => {
    const certificate = await certificateFor('CN="Köln, +report; \\"x\\"", OU=a, O=Contoso', new Date());
    const { stdout } = await openssl(
      ['x509', '-inform', 'DER', '-noout', '-subject', '-nameopt', 'RFC2253,-esc_msb,utf8'],
      {
        input: certificate,
      },
    );
    assert.equal(stdout.trim(), 'subject=CN=Köln\\, \\+report\\; \\"x\\",OU=a,O=Contoso');
  });

  it('can’t disguise themselves where they are shown', () => {
    const name = [[{ attribute: parseName('CN=x')[0]![0]!.attribute, value: 'a\u202eb\nc' }]];
    assert.equal(formatName(name), 'CN=a\\E2\\80\\AEb\\0Ac');
  });
});
