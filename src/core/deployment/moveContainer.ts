import { commentText, quoteString } from '../powershell/quote.ts';
import { certificateVariables } from '../services/connectionBlock.ts';
import { installModule } from './installModule.ts';
import type { MoveFile, MoveRequest } from './moveTypes.ts';
import { plainLine } from './otherQuoting.ts';

/** Where the files with certificate and password lie beside the compose file. */
export const containerSecrets = {
  folder: 'secrets',
  pfx: 'certificate.pfx',
  password: 'certificate.password',
} as const;

const secrets = { certificate: 'entra_certificate', password: 'entra_certificate_password' } as const;

/** The files that build and run a container with the script; the certificate is mounted, never part of the image. */
export function containerFiles(request: MoveRequest): readonly MoveFile[] {
  return [
    { id: 'dockerfile', name: 'Dockerfile', language: 'dockerfile', text: dockerfile(request) },
    {
      id: 'dockerignore',
      name: '.dockerignore',
      language: 'ignore',
      text: `# Keys stay out of the image.\n${containerSecrets.folder}/\n**/*.pfx\n**/*.password\n.git\n`,
    },
    { id: 'compose', name: 'compose.yaml', language: 'yaml', text: compose(request) },
    { id: 'start', name: 'start.ps1', language: 'powershell', text: startScript(request) },
  ];
}

/** The .NET SDK images carry PowerShell; images of PowerShell alone are no longer kept up to date. */
function dockerfile({ service, facts }: MoveRequest): string {
  return [
    `# Runs a script as ${plainLine(facts.applicationName)}. The certificate is mounted when the container starts.`,
    'FROM mcr.microsoft.com/dotnet/sdk:10.0',
    `SHELL ["pwsh", "-NoProfile", "-NonInteractive", "-Command", "$ErrorActionPreference = 'Stop';"]`,
    `RUN ${installModule(service, 'AllUsers')}`,
    'WORKDIR /app',
    'COPY . .',
    'ENTRYPOINT ["pwsh", "-NoProfile", "-NonInteractive", "-File", "/app/start.ps1"]',
    '',
  ].join('\n');
}

function compose({ facts }: MoveRequest): string {
  const { folder, pfx, password } = containerSecrets;
  return [
    `# Runs a script as ${plainLine(facts.applicationName)}: docker compose run --rm script`,
    'services:',
    '  script:',
    '    build: .',
    '    restart: "no"',
    '    security_opt:',
    '      - no-new-privileges:true',
    '    secrets:',
    `      - ${secrets.certificate}`,
    `      - ${secrets.password}`,
    'secrets:',
    `  ${secrets.certificate}:`,
    `    file: ./${folder}/${pfx}`,
    `  ${secrets.password}:`,
    `    file: ./${folder}/${password}`,
    '',
  ].join('\n');
}

/** Hands the mounted files over as the variables a portable connection block reads. */
function startScript({ facts, scriptName }: MoveRequest): string {
  const { path, password } = certificateVariables;
  return [
    `# Starts the script of ${commentText(facts.applicationName)} with the certificate that is mounted as a secret.`,
    "param([string] $Secrets = '/run/secrets')",
    '',
    "$ErrorActionPreference = 'Stop'",
    `$certificateFile = Join-Path -Path $Secrets -ChildPath '${secrets.certificate}'`,
    `$passwordFile = Join-Path -Path $Secrets -ChildPath '${secrets.password}'`,
    'foreach ($file in $certificateFile, $passwordFile) {',
    '    if (-not [System.IO.File]::Exists($file)) { throw "The secret $file is not mounted." }',
    '}',
    `$env:${path} = $certificateFile`,
    `$env:${password} = [System.IO.File]::ReadAllText($passwordFile).TrimEnd("\`r", "\`n")`,
    '',
    `& (Join-Path -Path $PSScriptRoot -ChildPath ${quoteString(scriptName)})`,
    'exit $LASTEXITCODE',
    '',
  ].join('\n');
}
