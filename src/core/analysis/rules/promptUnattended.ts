import { serviceById } from '../../services/index.ts';
import type { Rule } from '../rule.ts';
import type { ScriptModel } from '../scriptModel.ts';

/** A sign-in that asks somebody, in a script that shows it runs where nobody is. */
export const promptUnattended: Rule<'interactive' | 'deviceCode'> = {
  id: 'promptUnattended',
  messages: ['interactive', 'deviceCode'],
  *check({ script }) {
    const asks = script.connections.filter(({ method }) => method === 'interactive' || method === 'deviceCode');
    if (asks.length === 0 || !runsUnattended(script)) {
      return;
    }
    for (const { method, service, invocation, signature } of asks) {
      const other = script.connections.some(
        (connection) =>
          connection.service === service && connection.method !== 'interactive' && connection.method !== 'deviceCode',
      );
      if (!other && signature !== undefined) {
        yield {
          message: method === 'deviceCode' ? 'deviceCode' : 'interactive',
          range: invocation.nameRange,
          params: { command: signature.name, service: serviceById(service).name },
          fixes: [{ kind: 'convert' }],
        };
      }
    }
  },
};

const unattendedCommands: ReadonlySet<string> = new Set([
  'get-automationvariable',
  'get-automationconnection',
  'get-automationcertificate',
  'get-automationpscredential',
  'set-automationvariable',
  'push-outputbinding',
]);

/** Azure Automation, Azure Functions, a pipeline of GitHub or Azure DevOps. */
function runsUnattended({ commands, text, syntax }: ScriptModel): boolean {
  if (commands.some(({ lower }) => unattendedCommands.has(lower))) {
    return true;
  }
  const sign =
    /\$PSPrivateMetadata\b|\$env:(?:GITHUB_ACTIONS|GITHUB_WORKSPACE|TF_BUILD|BUILD_BUILDID|AGENT_NAME|AUTOMATION_ASSET_ACCOUNTID|FUNCTIONS_WORKER_RUNTIME)\b|##vso\[/i;
  const match = sign.exec(text);
  return match !== null && !syntax.comments.some(({ range }) => range.start <= match.index && match.index < range.end);
}
