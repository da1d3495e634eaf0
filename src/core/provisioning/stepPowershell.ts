import { literal } from '../directory/odata.ts';
import { commandText } from '../powershell/commandText.ts';
import { commentText, quoteString } from '../powershell/quote.ts';
import type { CommandParameter } from '../services/types.ts';
import { markerTags } from './marker.ts';
import { applicationName, type PlanFacts, type StepOutline } from './planSteps.ts';

/**
 * The Microsoft Graph PowerShell that makes one step, several lines without a final line end. Each part looks before it
 * changes, so that it can be run again, and uses the variables of the parts before it: `$certificate`, `$application`,
 * `$current`, `$servicePrincipal`, `$resource`.
 */
export function stepPowershell(step: StepOutline, facts: PlanFacts): string {
  switch (step.kind) {
    case 'certificate':
      return certificateText(facts);
    case 'application':
      return applicationText(facts);
    case 'uploadCertificate':
      return uploadText;
    case 'servicePrincipal':
      return principalText;
    case 'resourcePrincipal':
      return resourceText(String(step.facts.resourceAppId));
    case 'requestPermissions':
      return requestText(facts);
    case 'grantPermission':
      return grantText(String(step.facts.resourceAppId), String(step.facts.permission));
    case 'assignRole':
      return roleText(String(step.facts.templateId));
    case 'prove':
      return `# ${commentText(String(step.facts.name))}: sign in with the certificate once the permissions have spread.`;
  }
}

const line = (name: string, parameters: Readonly<Record<string, CommandParameter['value']>>) =>
  commandText({ name, parameters: Object.entries(parameters).map(([key, value]) => ({ name: key, value })) }, 'line');

const expression = (text: string) => ({ expression: text });

/** The certificate goes along in the script where it exists: it is public, its key stays where it is. */
function certificateText({ request, der }: PlanFacts): string {
  if (der !== undefined) {
    return [
      `$certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new(`,
      `    [System.Convert]::FromBase64String(${quoteString(der)}))`,
    ].join('\n');
  }
  const { certificate } = request;
  if ('thumbprint' in certificate) {
    return `$certificate = Get-Item -LiteralPath ${quoteString(`Cert:\\CurrentUser\\My\\${certificate.thumbprint}`)}`;
  }
  const subject = certificate.subject.includes('=') ? certificate.subject : `CN=${certificate.subject}`;
  const generate = line('New-SelfSignedCertificate', {
    Subject: subject,
    CertStoreLocation: 'Cert:\\CurrentUser\\My',
    KeyExportPolicy: 'Exportable',
    KeySpec: 'KeyExchange',
    KeyLength: String(certificate.keySize ?? 2048),
    HashAlgorithm: 'SHA256',
    NotAfter: expression(`(Get-Date).AddMonths(${certificate.months})`),
  });
  return [
    '# Windows only. KeySpec KeyExchange puts the key where Exchange Online can use it.',
    `$certificate = Get-ChildItem -Path 'Cert:\\CurrentUser\\My' |`,
    `    Where-Object { $_.Subject -eq ${quoteString(subject)} -and $_.HasPrivateKey -and $_.NotAfter -gt (Get-Date) } |`,
    '    Sort-Object -Property NotAfter -Descending | Select-Object -First 1',
    'if (-not $certificate) {',
    `    $certificate = ${generate}`,
    '}',
  ].join('\n');
}

function applicationText(facts: PlanFacts): string {
  const appId = facts.reading.application?.appId;
  if (appId !== undefined) {
    return [
      `$application = ${line('Get-MgApplication', { Filter: `appId eq ${literal(appId)}` })}`,
      `if (-not $application) { throw ${quoteString(`The application ${appId} does not exist in this tenant.`)} }`,
    ].join('\n');
  }
  const name = applicationName(facts);
  const [marker = ''] = markerTags(facts.key);
  const create = line('New-MgApplication', {
    DisplayName: name,
    SignInAudience: 'AzureADMyOrg',
    Tags: expression(`@(${markerTags(facts.key).map(quoteString).join(', ')})`),
  });
  return [
    '# Applications of this name that no set-up made are left alone.',
    `$application = @(${line('Get-MgApplication', { Filter: `displayName eq ${literal(name)}`, All: true })} |`,
    `    Where-Object { $_.Tags -contains ${quoteString(marker)} })`,
    `if ($application.Count -gt 1) { throw ${quoteString(`Several applications are called ${name}.`)} }`,
    '$application = $application | Select-Object -First 1',
    'if (-not $application) {',
    `    $application = ${create}`,
    '}',
  ].join('\n');
}

const uploadText = [
  '# All certificates are written at once: those that are there go along.',
  '$current = Invoke-WithPatience {',
  "    Get-MgApplication -ApplicationId $application.Id -Property 'id,keyCredentials,requiredResourceAccess'",
  '}',
  '$keys = @($current.KeyCredentials | Where-Object { $_ })',
  '$thumbprint = [System.Convert]::ToBase64String($certificate.GetCertHash())',
  'if (-not ($keys | Where-Object { $_.CustomKeyIdentifier -and [System.Convert]::ToBase64String($_.CustomKeyIdentifier) -eq $thumbprint })) {',
  '    $key = @{',
  "        Type        = 'AsymmetricX509Cert'",
  "        Usage       = 'Verify'",
  '        Key         = $certificate.RawData',
  '        DisplayName = $certificate.Subject',
  '    }',
  '    Invoke-WithPatience { Update-MgApplication -ApplicationId $application.Id -KeyCredentials ($keys + $key) } | Out-Null',
  "    $written = Get-MgApplication -ApplicationId $application.Id -Property 'id,keyCredentials'",
  '    $lost = @($keys | Where-Object { @($written.KeyCredentials.KeyId) -notcontains $_.KeyId })',
  '    if ($lost) { throw "Another change removed $($lost.Count) certificates of the application. Add them again." }',
  '}',
].join('\n');

const principalText = [
  `$servicePrincipal = Get-MgServicePrincipal -Filter "appId eq '$($application.AppId)'"`,
  'if (-not $servicePrincipal) {',
  '    $servicePrincipal = Invoke-WithPatience { New-MgServicePrincipal -AppId $application.AppId }',
  '}',
].join('\n');

function findResource(resourceAppId: string): string {
  return `$resource = ${line('Get-MgServicePrincipal', { Filter: `appId eq ${literal(resourceAppId)}` })}`;
}

function resourceText(resourceAppId: string): string {
  return [
    findResource(resourceAppId),
    `if (-not $resource) { $resource = ${line('New-MgServicePrincipal', { AppId: resourceAppId })} }`,
  ].join('\n');
}

function findRole(permission: string): string {
  const name = quoteString(permission);
  return `$role = $resource.AppRoles | Where-Object { $_.Value -eq ${name} -and $_.AllowedMemberTypes -contains 'Application' }`;
}

function requestText({ request }: PlanFacts): string {
  const parts = request.permissions.flatMap(({ resourceAppId, permission }) => [
    findResource(resourceAppId),
    findRole(permission),
    `$added += @(Add-RequestedRole $access ${quoteString(resourceAppId)} $role.Id)`,
  ]);
  return [
    '# What the application asks for already stays.',
    '$access = [System.Collections.ArrayList] @($current.RequiredResourceAccess | Where-Object { $_ } | ForEach-Object {',
    '        @{',
    '            ResourceAppId  = $_.ResourceAppId',
    '            ResourceAccess = @($_.ResourceAccess | ForEach-Object { @{ Id = $_.Id; Type = $_.Type } })',
    '        }',
    '    })',
    '$added = @()',
    ...parts,
    'if ($added) {',
    '    Invoke-WithPatience { Update-MgApplication -ApplicationId $application.Id -RequiredResourceAccess @($access) } | Out-Null',
    '}',
  ].join('\n');
}

function grantText(resourceAppId: string, permission: string): string {
  return [
    findResource(resourceAppId),
    findRole(permission),
    '$granted = Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $servicePrincipal.Id -All |',
    '    Where-Object { $_.ResourceId -eq $resource.Id -and $_.AppRoleId -eq $role.Id }',
    'if (-not $granted) {',
    '    Invoke-WithPatience {',
    '        New-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId $resource.Id -PrincipalId $servicePrincipal.Id `',
    '            -ResourceId $resource.Id -AppRoleId $role.Id',
    '    } | Out-Null',
    '}',
  ].join('\n');
}

function roleText(templateId: string): string {
  const role = quoteString(templateId);
  return [
    `$assigned = Get-MgRoleManagementDirectoryRoleAssignment -Filter "principalId eq '$($servicePrincipal.Id)'" |`,
    `    Where-Object { $_.RoleDefinitionId -eq ${role} -and $_.DirectoryScopeId -eq '/' }`,
    'if (-not $assigned) {',
    '    Invoke-WithPatience {',
    '        New-MgRoleManagementDirectoryRoleAssignment -PrincipalId $servicePrincipal.Id `',
    `            -RoleDefinitionId ${role} -DirectoryScopeId '/'`,
    '    } | Out-Null',
    '}',
  ].join('\n');
}
