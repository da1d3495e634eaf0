import { certificateVariables } from '../services/connectionBlock.ts';
import { installModule } from './installModule.ts';
import type { MoveFile, MoveRequest } from './moveTypes.ts';
import { plainLine, quoteWorkflow } from './otherQuoting.ts';

/** The workflow of GitHub Actions that runs the script with certificate and password from secrets of the repository. */
export function githubWorkflow({ service, facts, scriptName }: MoveRequest, slug: string): MoveFile {
  const { base64, password } = certificateVariables;
  const lines = [
    `# Runs a script as ${plainLine(facts.applicationName)}.`,
    `# Needs the secrets ${base64} and ${password} in the repository or its environment.`,
    `name: ${quoteWorkflow(plainLine(facts.applicationName) || slug)}`,
    '',
    'on:',
    '  workflow_dispatch:',
    '  schedule:',
    "    - cron: '17 5 * * 1-5'",
    '',
    'permissions:',
    '  contents: read',
    '',
    'concurrency:',
    `  group: ${slug}`,
    '',
    'jobs:',
    '  run:',
    // Security & Compliance works off Windows with restrictions only.
    `    runs-on: ${service.id === 'securityCompliance' ? 'windows-latest' : 'ubuntu-latest'}`,
    '    timeout-minutes: 60',
    '    steps:',
    '      - uses: actions/checkout@v5',
    '      - name: Install the module',
    '        shell: pwsh',
    '        run: |',
    `          ${installModule(service, 'CurrentUser')}`,
    '      - name: Run the script',
    '        shell: pwsh',
    '        env:',
    `          ${base64}: \${{ secrets.${base64} }}`,
    `          ${password}: \${{ secrets.${password} }}`,
    `          SCRIPT: ${quoteWorkflow(scriptName)}`,
    '        run: |',
    '          & (Join-Path -Path $env:GITHUB_WORKSPACE -ChildPath $env:SCRIPT)',
    '',
  ];
  return { id: 'workflow', name: `.github/workflows/${slug}.yml`, language: 'yaml', text: lines.join('\n') };
}
