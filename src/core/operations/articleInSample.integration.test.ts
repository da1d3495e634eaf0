import assert from 'node:assert/strict';
import { firstPartyResource } from '../sandbox/contents/resources.ts';
import { newServicePrincipal } from '../sandbox/graph/newObjects.ts';
import type { GraphObject } from '../sandbox/model.ts';
import type { SampleTenant } from '../sandbox/sampleTenant.ts';
import { isDomainError } from '../shared/errors.ts';
import { ManualClock } from '../shared/memory.ts';
import { sampleConsole } from './testing/sampleConsole.ts';
import { type Console, createConsole, exampleApp } from './testSupport.ts';

const password = 'P@ssw0Rd1234';
const answers: readonly string[] = Array(4).fill(['pfx user', password]).flat();
/** The applications of the sample tenant that the article's commands are typed for. */
const administrator = 'Mailbox report';
const withoutRole = 'Calendar report';
const compliance = 'Compliance export';

/** Puts the certificate of the console on an application, as the article does in the portal; its application id. */
async function register(console: Console, tenant: SampleTenant, name: string): Promise<string> {
  const [certificate] = (await console.vault.list()).certificates;
  assert.ok(certificate);
  const { certificate: der } = await console.vault.material(certificate.thumbprint);
  const application = Object.values(tenant.state.collections.applications ?? {}).find(
    ({ displayName }) => displayName === name,
  );
  assert.ok(application, name);
  (application.keyCredentials as object[]).push({
    keyId: `key of ${name}`,
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: Buffer.from(der).toString('base64'),
    customKeyIdentifier: Buffer.from(certificate.thumbprint, 'hex').toString('base64'),
    displayName: 'CN=contoso.org',
    startDateTime: certificate.notBefore,
    endDateTime: certificate.notAfter,
  });
  return String(application.appId);
}

/** Grants a permission of a resource (its application id) to an application, as an administrator's consent does. */
async function grant(tenant: SampleTenant, name: string, resource: string, permission: string): Promise<void> {
  const { servicePrincipals = {} } = tenant.state.collections;
  const principals = Object.values(servicePrincipals);
  const principal = principals.find(({ displayName }) => displayName === name);
  const target = principals.find(({ appId }) => appId === resource) ?? (await resourcePrincipal(resource));
  servicePrincipals[target.id] = target;
  const role = (target.appRoles as { id: string; value: string }[]).find(({ value }) => value === permission);
  assert.ok(principal && role, `${resource} ${permission}`);
  const id = `${permission} of ${resource} for ${name}`;
  const { appRoleAssignments } = tenant.state.collections;
  assert.ok(appRoleAssignments);
  appRoleAssignments[id] = {
    id,
    principalId: principal.id,
    principalType: 'ServicePrincipal',
    resourceId: target.id,
    appRoleId: role.id,
  };
}

/** The service principal of one of Microsoft's services; Security & Compliance has none until it is needed. */
async function resourcePrincipal(appId: string): Promise<GraphObject> {
  const resource = await firstPartyResource(appId);
  assert.ok(resource);
  return newServicePrincipal({ ...resource, id: `principal of ${appId}`, createdDateTime: '2026-01-01T00:00:00Z' });
}

describe('operations: the certificate article typed against the sample tenant', () => {
  let console: Console;
  let tenant: SampleTenant;

  beforeEach(async () => {
    ({ console, tenant } = await sampleConsole(answers));
  });

  const line = (appId: string, how: string) =>
    `Connect-ExchangeOnline ${how} -AppID "${appId}" -Organization "${tenant.domain}"`;
  const refusal = async (command: string) => {
    console.errors.length = 0;
    await console.type(command);
    const [error] = console.errors.splice(0);
    return isDomainError(error) ? error.reason : String(error);
  };

  it('from the certificate to the end of the session without an error', async () => {
    const appId = await register(console, tenant, administrator);
    const complianceId = await register(console, tenant, compliance);
    await grant(tenant, compliance, '00000007-0000-0ff1-ce00-000000000000', 'Exchange.ManageAsApp');
    await grant(tenant, administrator, '00000003-0000-0000-c000-000000000000', 'Application.Read.All');

    await console.type('$mycert | Export-PfxCertificate -FilePath mycert.pfx -Password (Get-Credential).password');
    await console.type('$mycert | Export-Certificate -FilePath mycert.cer');
    await console.type(
      `Connect-MgGraph -ClientId ${appId} -TenantId ${tenant.tenantId} -CertificateThumbprint $mycert.Thumbprint`,
    );
    await console.type(`$AzureADApp = Get-MgServicePrincipal -Filter "DisplayName eq '${withoutRole}'"`);
    await console.type(line(appId, '-CertificateThumbPrint $mycert.Thumbprint'));
    await console.type(line(appId, '-Certificate $mycert'));
    await console.type(line(appId, '-CertificateFilePath "mycert.pfx" -CertificatePassword (Get-Credential).password'));
    await console.type(
      line(
        appId,
        `-CertificateFilePath "mycert.pfx" -CertificatePassword (ConvertTo-SecureString -String "${password}" -AsPlainText -Force)`,
      ),
    );
    assert.match(
      await console.type(
        'New-ServicePrincipal -AppId $AzureADApp.AppId -ObjectId $AzureADApp.Id -DisplayName "SP for Azure AD App ExO PowerShell CBA"',
      ),
      /^DisplayName +ObjectId +AppId/m,
    );
    await console.type('$SP = Get-ServicePrincipal -Identity "SP for Azure AD App ExO PowerShell CBA"');
    assert.match(
      await console.type('New-RoleGroup "Contoso Read Only" -Roles "View-Only Configuration","View-Only Recipients"', {
        width: 200,
      }),
      /^Contoso Read Only +\{View-Only Configuration, View-Only Recipients\} +\{View-Only Configuration-Contoso Read Only,/m,
    );
    await console.type('Add-RoleGroupMember -Identity "Contoso Read Only" -Member $SP.Identity');
    assert.match(
      await console.type('Get-RoleGroupMember "Contoso Read Only" | Format-List DisplayName, RecipientType'),
      /DisplayName +: SP for Azure AD App ExO PowerShell CBA\nRecipientType +: ServicePrincipal/,
    );
    assert.match(await console.type('Get-RoleGroup', { width: 200 }), /^Recipient Management +\{Distribution Groups,/m);
    assert.match(
      await console.type('New-ManagementRoleAssignment -Role "Mail Recipients" -App $SP.Identity', { width: 200 }),
      /^Mail Recipients-[0-9a-f-]+ +Mail Recipients +[0-9a-f-]+ +ServicePrincipal +Direct/m,
    );
    assert.match(await console.type('Get-EXOMailbox -ResultSize 2'), /^UserPrincipalName +: /m);
    await console.type('Disconnect-ExchangeOnline -Confirm:$false');

    await console.type(
      `Connect-IPPSSession -CertificateThumbPrint $mycert.Thumbprint -AppID "${complianceId}" -Organization "${tenant.domain}"`,
    );
    assert.match(await console.type('Get-ComplianceCase'), /Active/);
    await console.type(
      'New-ServicePrincipal -AppId $AzureADApp.AppId -ObjectId $AzureADApp.Id -DisplayName "SP for Azure AD App"',
    );
    await console.type('Add-RoleGroupMember -Identity "eDiscoveryManager" -Member $AzureADApp.Id');
    assert.match(await console.type('Get-RoleGroupMember "eDiscoveryManager"'), /ServicePrincipal/);
    assert.doesNotMatch(await console.type('Get-RoleGroup'), /Contoso Read Only/, 'Exchange Online has its own');
    await console.type('Disconnect-ExchangeOnline -Confirm:$false');
    assert.deepEqual(console.errors, []);
  });

  it('lets an application without directory role do what its role group allows, until it leaves', async () => {
    const adminId = await register(console, tenant, administrator);
    const appId = await register(console, tenant, withoutRole);
    await grant(tenant, withoutRole, '00000002-0000-0ff1-ce00-000000000000', 'Exchange.ManageAsApp');
    const principal = Object.values(tenant.state.collections.servicePrincipals ?? {}).find(
      (one) => one.appId === appId,
    );
    const asAdministrator = () => console.type(line(adminId, '-Certificate $mycert'));
    const asApplication = () => console.type(line(appId, '-Certificate $mycert'));

    await asApplication();
    assert.equal(await refusal('Get-Mailbox'), 'operations/exchangeRoleMissing');
    await asAdministrator();
    await console.type(`$SP = New-ServicePrincipal -AppId ${appId} -ObjectId ${principal?.id} -DisplayName "Report"`);
    await console.type('New-RoleGroup -Name "Contoso Read Only" -Roles "View-Only Recipients" -Members $SP.Identity');
    await asApplication();
    assert.match(await console.type('Get-Mailbox -ResultSize 2'), /^Name +Alias/m);
    assert.equal(await refusal('Get-TransportRule'), 'operations/exchangeCmdletUnknown');
    assert.equal(await refusal('Set-Mailbox admin -CustomAttribute1 x'), 'operations/exchangeCmdletUnknown');

    await asAdministrator();
    await console.type(
      'New-ManagementRoleAssignment -Name "Report may write" -Role "Mail Recipients" -App $SP.Identity',
    );
    await asApplication();
    await console.type('Set-Mailbox admin -CustomAttribute1 x');
    assert.match(await console.type('Get-Mailbox admin | Select-Object CustomAttribute1'), /^x$/m);

    await asAdministrator();
    await console.type('Remove-ManagementRoleAssignment "Report may write" -Confirm:$false');
    await console.type('Remove-RoleGroupMember "Contoso Read Only" -Member $SP.Identity -Confirm:$false');
    await asApplication();
    assert.equal(await refusal('Get-Mailbox'), 'operations/exchangeRoleMissing');
    assert.deepEqual(console.errors, []);
  });

  it('limits an application to the mailboxes of a scope and says which those are', async () => {
    const adminId = await register(console, tenant, administrator);
    const principal = Object.values(tenant.state.collections.servicePrincipals ?? {}).find(
      ({ displayName }) => displayName === withoutRole,
    );
    const [first, second] = tenant.state.exchange.Mailbox ?? [];
    await console.type(line(adminId, '-Certificate $mycert'));
    await console.type(
      `$SP = New-ServicePrincipal -AppId ${principal?.appId} -ObjectId ${principal?.id} -DisplayName "Report"`,
    );
    assert.equal(
      await refusal(
        'New-ManagementRoleAssignment -App Report -Role "Application Mail.Read" -CustomResourceScope "One mailbox"',
      ),
      'operations/exchangeNotFound',
    );
    await console.type(
      `New-ManagementScope "One mailbox" -RecipientRestrictionFilter "PrimarySmtpAddress -eq '${first?.PrimarySmtpAddress}'"`,
    );
    await console.type(
      'New-ManagementRoleAssignment -App Report -Role "Application Mail.Read" -CustomResourceScope "One mailbox"',
    );
    const test = (address: unknown) =>
      console.type(`Test-ServicePrincipalAuthorization Report -Resource ${address} | Format-List`);
    assert.match(await test(first?.PrimarySmtpAddress), /InScope +: True/);
    assert.match(await test(second?.PrimarySmtpAddress), /InScope +: False/);
    assert.equal(
      await refusal('Remove-ManagementScope "One mailbox" -Confirm:$false'),
      'operations/exchangeRefused',
      'it is in use',
    );
    assert.equal(
      await refusal('New-ManagementRoleAssignment -User admin -Role "Application Mail.Read"'),
      'operations/exchangeRefused',
    );
    assert.equal(await refusal('New-ManagementRoleAssignment -Role "Mail Recipients"'), 'operations/exchangeRefused');
    assert.equal(await refusal('New-RoleGroup "Other" -Roles "No such role"'), 'operations/exchangeNotFound');
    assert.equal(await refusal('New-RoleGroup "Help Desk"'), 'operations/exchangeConflict');
    assert.equal(await refusal('Remove-RoleGroup "Help Desk" -Confirm:$false'), 'operations/exchangeRefused');
    await console.type(
      'Get-ManagementRoleAssignment -RoleAssignee Report | Remove-ManagementRoleAssignment -Confirm:$false',
    );
    await console.type('Remove-ManagementScope "One mailbox" -Confirm:$false');
    await console.type('Remove-ServicePrincipal Report -Confirm:$false');
    assert.doesNotMatch(await console.type('Get-ServicePrincipal'), /Report/);
    assert.deepEqual(console.errors, []);
  });

  it('says how it signs in where the article signs in a person', async () => {
    await assert.rejects(
      console.type('Connect-MgGraph -Scopes AppRoleAssignment.ReadWrite.All,Application.ReadWrite.All'),
      (error) =>
        isDomainError(error) &&
        error.reason === 'operations/applicationNeeded' &&
        error.params.application === 'ClientId' &&
        error.params.certificate === 'CertificateThumbprint',
    );
  });

  it('signs in as the application the console was opened for where the article signs in a person', async () => {
    const [certificate] = (await console.vault.list()).certificates;
    const bound = createConsole({
      overrides: {
        clock: new ManualClock(new Date()),
        vault: console.vault,
        application: { ...exampleApp, thumbprint: certificate?.thumbprint ?? '' },
      },
    });
    await bound.type('Connect-MgGraph -Scopes AppRoleAssignment.ReadWrite.All,Application.ReadWrite.All');
    assert.deepEqual(
      bound.notices.map(({ reason, params }) => [reason, params.appId]),
      [
        ['scopesIgnored', undefined],
        ['connected', exampleApp.appId],
      ],
    );
    assert.deepEqual(bound.errors, []);
  });
});
