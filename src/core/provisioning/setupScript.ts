import type { Cloud } from '../identity/types.ts';
import { commandText } from '../powershell/commandText.ts';
import { commentText, quoteString } from '../powershell/quote.ts';
import { cloudNames } from '../services/cloudNames.ts';
import { graph } from '../services/graph.ts';
import type { Plan, PlanStep } from './types.ts';

/**
 * The whole plan as one PowerShell script for an administrator: readable, safe to run again, for Windows PowerShell 5.1
 * and PowerShell 7. Lines end with `\n`. It holds the public certificate at most, never a key.
 */
export function setupScript(plan: Plan, cloud: Cloud): string {
  const name = String(plan.steps.find((step) => step.kind === 'application')?.facts.displayName);
  const steps = plan.steps.filter((step) => step.kind !== 'prove');
  const proofs = plan.steps.filter((step) => step.kind === 'prove');
  const lines = [
    `# Sets up certificate sign-in for ${commentText(name)} in ${commentText(plan.domain)}.`,
    '# Looks before it changes anything: running it again changes nothing.',
    `# Needs ${roleNeeded(plan)},`,
    '# and the modules Microsoft.Graph.Applications and Microsoft.Graph.Identity.Governance.',
    '',
    "$ErrorActionPreference = 'Stop'",
    '',
    ...connectLines(plan, cloud),
    '',
    ...helpers(steps),
    ...steps.flatMap((step, index) => [`# ${index + 1}. ${commentText(heading(step))}`, step.powershell, '']),
    ...(proofs.length === 0 ? [] : [...proofs.map((step) => step.powershell), '']),
    '[pscustomobject]@{',
    '    AppId      = $application.AppId',
    `    TenantId   = ${quoteString(plan.tenantId)}`,
    '    Thumbprint = $certificate.Thumbprint',
    '}',
    'Disconnect-MgGraph | Out-Null',
  ];
  return `${lines.join('\n')}\n`;
}

function connectLines(plan: Plan, cloud: Cloud): readonly string[] {
  const scopes = ['Application.ReadWrite.All', 'Directory.Read.All'];
  if (plan.steps.some((step) => step.kind === 'grantPermission')) {
    scopes.push('AppRoleAssignment.ReadWrite.All');
  }
  if (plan.steps.some((step) => step.kind === 'assignRole')) {
    scopes.push('RoleManagement.ReadWrite.Directory');
  }
  const environment = cloudNames[cloud.id].graph;
  const facts = { cloud, tenantId: plan.tenantId, domain: plan.domain, appId: '', thumbprint: '' };
  return [
    ...(graph.prepare?.(facts) ?? []).map((command) => commandText(command, 'line')),
    commandText(
      {
        name: 'Connect-MgGraph',
        parameters: [
          { name: 'TenantId', value: plan.tenantId },
          { name: 'Scopes', value: { expression: `@(${scopes.map(quoteString).join(', ')})` } },
          ...(environment === undefined ? [] : [{ name: 'Environment', value: environment }]),
          { name: 'NoWelcome', value: true },
        ],
      },
      'line',
    ),
  ];
}

/** What is new takes a while to be known everywhere; anything but "not there yet" is a real error and passes through. */
const patience = [
  'function Invoke-WithPatience([scriptblock] $Action) {',
  '    for ($attempt = 1; ; $attempt++) {',
  '        try { return & $Action }',
  '        catch {',
  "            $notYet = $_ -match 'does not exist|does not reference|ResourceNotFound'",
  '            if (-not $notYet -or $attempt -ge 10) { throw }',
  '            Start-Sleep -Seconds (2 * $attempt)',
  '        }',
  '    }',
  '}',
  '',
];

/** Puts what it added out, so that the application is written only when something was. */
const requesting = [
  'function Add-RequestedRole($Access, [string] $ResourceAppId, [string] $RoleId) {',
  '    $entry = $Access | Where-Object { $_.ResourceAppId -eq $ResourceAppId } | Select-Object -First 1',
  '    if (-not $entry) {',
  '        $entry = @{ ResourceAppId = $ResourceAppId; ResourceAccess = @() }',
  '        [void] $Access.Add($entry)',
  '    }',
  '    if (-not ($entry.ResourceAccess | Where-Object { $_.Id -eq $RoleId })) {',
  "        $entry.ResourceAccess += @{ Id = $RoleId; Type = 'Role' }",
  '        $RoleId',
  '    }',
  '}',
  '',
];

function helpers(steps: readonly PlanStep[]): readonly string[] {
  return [...patience, ...(steps.some((step) => step.kind === 'requestPermissions') ? requesting : [])];
}

function roleNeeded(plan: Plan): string {
  const privileged = plan.steps.some(
    (step) =>
      step.kind === 'assignRole' ||
      (step.kind === 'grantPermission' && step.facts.resourceAppId === graph.resourceAppId),
  );
  return privileged
    ? 'the directory role Privileged Role Administrator together with Cloud Application Administrator'
    : 'the directory role Cloud Application Administrator';
}

function heading({ kind, facts }: PlanStep): string {
  const headings: Readonly<Record<PlanStep['kind'], string>> = {
    certificate: 'The certificate',
    application: `The application ${facts.displayName}, for this tenant only`,
    uploadCertificate: 'The certificate on the application',
    servicePrincipal: 'The service principal of the application',
    resourcePrincipal: `The service principal of ${facts.resource}`,
    requestPermissions: `Ask for ${facts.permissions}`,
    grantPermission: `Grant ${facts.permission} (${facts.resource})`,
    assignRole: `Assign ${facts.role}`,
    prove: '',
  };
  return headings[kind];
}
