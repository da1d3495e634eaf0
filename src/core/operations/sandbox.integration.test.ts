import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { SampleTenant } from '../sandbox/sampleTenant.ts';
import { isDomainError } from '../shared/errors.ts';
import { sampleConsole } from './testing/sampleConsole.ts';
import type { Console } from './testSupport.ts';

/** A console against the sample tenant, signing in for real with a certificate made in the console. */
async function consoleFor(applicationName: string): Promise<{
  readonly console: Console;
  readonly tenant: SampleTenant;
  readonly appId: string;
  readonly thumbprint: string;
}> {
  const { console, tenant } = await sampleConsole();
  const [certificate] = (await console.vault.list()).certificates;
  const thumbprint = certificate?.thumbprint ?? '';
  const { certificate: der } = await console.vault.material(thumbprint);
  const application = Object.values(tenant.state.collections.applications ?? {}).find(
    ({ displayName }) => displayName === applicationName,
  );
  assert.ok(application, applicationName);
  (application.keyCredentials as object[]).push({
    keyId: randomUUID(),
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: Buffer.from(der).toString('base64'),
    customKeyIdentifier: Buffer.from(thumbprint, 'hex').toString('base64'),
    displayName: 'CN=contoso.org',
    startDateTime: certificate?.notBefore,
    endDateTime: certificate?.notAfter,
  });
  return { console, tenant, appId: String(application.appId), thumbprint };
}

describe('operations: the console against the sample tenant', () => {
  let sample: Awaited<ReturnType<typeof consoleFor>>;
  before(async () => {
    sample = await consoleFor('Mailbox report');
  });

  it('connects as the certificate article prints it and lists mailboxes', async () => {
    const { console, tenant, appId, thumbprint } = sample;
    await console.type(
      `Connect-ExchangeOnline -CertificateThumbPrint "${thumbprint}" -AppID "${appId}" -Organization "${tenant.domain}"`,
    );
    const listed = await console.type('Get-EXOMailbox -ResultSize 3');
    assert.equal(listed.match(/^UserPrincipalName +: /gm)?.length, 3);
    assert.match(
      await console.type('Get-Mailbox -ResultSize 3'),
      /^Name +Alias +Database +ProhibitSendQuota +ExternalDirectoryObjectId$/m,
    );
    assert.match(
      await console.type(
        'Get-Mailbox -ResultSize Unlimited | Where-Object RecipientTypeDetails -eq UserMailbox | Sort-Object Name | Select-Object Name, PrimarySmtpAddress -First 2',
      ),
      /^Name +PrimarySmtpAddress$/m,
    );
    assert.deepEqual(console.errors, []);
  });

  it('explains a mailbox that is not there and a cmdlet that does not exist', async () => {
    const { console } = sample;
    await console.type('Get-EXOMailbox nobody-of-that-name');
    await console.type('Get-Mailbux');
    assert.deepEqual(
      console.errors.map((error) => isDomainError(error) && [error.reason, error.params.cmdlet]),
      [
        ['operations/exchangeNotFound', 'Get-EXOMailbox'],
        ['operations/exchangeCmdletUnknown', 'Get-Mailbux'],
      ],
    );
    console.errors.length = 0;
  });

  it('reads from Graph what is granted, and names what is not', async () => {
    const { console, appId, thumbprint, tenant } = sample;
    await console.type(
      `Connect-MgGraph -ClientId ${appId} -CertificateThumbprint ${thumbprint} -TenantId ${tenant.tenantId} -NoWelcome`,
    );
    assert.match(await console.type('Get-MgContext | Format-List'), /AuthType +: AppOnly/);
    const { id } = Object.values(tenant.state.collections.users ?? {})[0] ?? { id: '' };
    await console.type(`Get-MgUserCalendarView -UserId ${id} -StartDateTime 2026-01-01 -EndDateTime 2027-01-01`);
    const [refused] = console.errors;
    assert.ok(isDomainError(refused, 'Forbidden'), String(refused));
    assert.match(String(refused.params.permissions), /Calendars\.Read/);
  });

  it('says why a sign-in fails: another certificate, another application, another tenant', async () => {
    const { console, appId, thumbprint, tenant } = sample;
    const reason = async (line: string) => {
      try {
        await console.type(line);
      } catch (error) {
        return isDomainError(error) ? error.reason : String(error);
      }
      return 'none';
    };
    await console.type('$other = New-SelfSignedCertificate -DnsName other.contoso.org');
    assert.equal(
      await reason(`Connect-ExchangeOnline -Certificate $other -AppId ${appId} -Organization ${tenant.domain}`),
      'identity/certificateNotRegistered',
    );
    assert.equal(
      await reason(
        `Connect-ExchangeOnline -CertificateThumbprint 012THISISADEMOTHUMBPRINT -AppId ${appId} -Organization ${tenant.domain}`,
      ),
      'operations/certificateNotFound',
    );
    assert.equal(
      await reason(
        `Connect-ExchangeOnline -CertificateThumbprint ${thumbprint} -AppId ${randomUUID()} -Organization ${tenant.domain}`,
      ),
      'identity/applicationNotFound',
    );
    assert.equal(
      await reason(
        `Connect-ExchangeOnline -CertificateThumbprint ${thumbprint} -AppId ${appId} -Organization other.onmicrosoft.com`,
      ),
      'operations/otherTenant',
    );
    assert.equal(
      await reason('Connect-ExchangeOnline -UserPrincipalName admin@contoso.com'),
      'operations/interactiveSignIn',
    );
    assert.match(await console.type('Get-ConnectionInformation'), /Connected/);
    await console.type('Disconnect-ExchangeOnline -Confirm:$false');
    assert.equal(await reason('Get-Mailbox'), 'operations/notConnected');
  });

  it('finds Graph cmdlets through the catalog and completes them', async () => {
    const names = sample.console.session.commands().map(({ name }) => name);
    assert.ok(
      names.includes('Get-MgUserMessage') && names.includes('Get-ComplianceCase') && names.includes('Set-Mailbox'),
    );
    assert.ok(!names.includes('Get-MsolUser'));
  });
});
