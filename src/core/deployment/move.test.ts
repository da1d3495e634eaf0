import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { nastyNames } from '../../../test/engine/nastyNames.ts';
import { clouds } from '../identity/clouds.ts';
import { automationAssetName } from '../services/automationAssetName.ts';
import { serviceById, services } from '../services/index.ts';
import { isDomainError } from '../shared/errors.ts';
import { checkedAccount, checkedUnixAccount } from './account.ts';
import { movePackage } from './movePackage.ts';
import { type MoveRequest, type MoveTarget, moveTargets } from './moveTypes.ts';
import { slugOf } from './slug.ts';

const yaml = createRequire(import.meta.url)('js-yaml') as { load(text: string): unknown };
const targets = Object.keys(moveTargets) as MoveTarget[];
const thumbprint = '9CF05F9F7E8CBA2E8E0F1D3C5A7B90D2E4F6C581';

function request(
  target: MoveTarget,
  changes: Partial<MoveRequest> = {},
  applicationName = 'Mailbox report',
): MoveRequest {
  return {
    target,
    service: serviceById('exchangeOnline'),
    facts: {
      cloud: clouds.Global,
      tenantId: '11111111-1111-4111-8111-111111111111',
      domain: 'contoso.onmicrosoft.com',
      appId: '22222222-2222-4222-8222-222222222222',
      thumbprint,
      applicationName,
    },
    account: 'CONTOSO\\svc$',
    scriptName: 'report.ps1',
    ...changes,
  };
}

interface Workflow {
  readonly name: string;
  readonly permissions: object;
  readonly jobs: {
    readonly run: {
      readonly 'runs-on': string;
      readonly steps: readonly { readonly env?: Record<string, string>; readonly run?: string }[];
    };
  };
}

/** What GitHub makes of a value: expressions with a literal are replaced by it. */
const evaluated = (text: string) => text.replaceAll(/\$\{\{ '([^']*)' \}\}/g, '$1');

describe('moving to another computer', () => {
  it('names for every step files that are there, and gives each file to a step', () => {
    for (const target of targets) {
      const { files, steps } = movePackage(request(target));
      assert.deepEqual(
        [...new Set(steps.flatMap((step) => step.files))].sort(),
        files.map(({ id }) => id).sort(),
        target,
      );
      assert.equal(new Set(files.map(({ name }) => name)).size, files.length, target);
      assert.ok(steps.some(({ id }) => /^(?:removePfx|removeAzurePfx|keepContainerSecrets|nothingToRemove)$/.test(id)));
    }
  });

  it('works for every service on every place but the retired one, which says so', () => {
    for (const service of services) {
      for (const target of targets) {
        if (service.certificateForm === 'none' && !moveTargets[target].startsWith('windows')) {
          assert.throws(
            () => movePackage(request(target, { service })),
            (error) => isDomainError(error, 'NotSupported'),
          );
        } else {
          assert.ok(movePackage(request(target, { service })).files.length > 1, `${service.id} ${target}`);
        }
      }
    }
  });

  it('holds no secret, and no script takes a password on its command line', () => {
    for (const target of targets) {
      for (const { text, name } of movePackage(request(target)).files) {
        assert.doesNotMatch(text, /AsPlainText|-Password '|PRIVATE KEY/, `${target} ${name}`);
      }
    }
  });

  for (const name of nastyNames) {
    it(`writes a workflow and a compose file that stay what they are: ${JSON.stringify(name.slice(0, 30))}`, () => {
      const file = (target: MoveTarget, id: string) =>
        movePackage(request(target, { scriptName: name }, name)).files.find((each) => each.id === id)?.text ?? '';
      const workflow = yaml.load(file('githubActions', 'workflow')) as Workflow;
      assert.deepEqual(Object.keys(workflow), ['name', 'on', 'permissions', 'concurrency', 'jobs']);
      assert.deepEqual(Object.keys(workflow.jobs), ['run']);
      const run = workflow.jobs.run.steps.at(-1);
      assert.deepEqual(Object.keys(run?.env ?? {}), [
        'ENTRA_CERTIFICATE_BASE64',
        'ENTRA_CERTIFICATE_PASSWORD',
        'SCRIPT',
      ]);
      assert.equal(evaluated(run?.env?.SCRIPT ?? ''), name.replaceAll('\0', ''));
      assert.doesNotMatch(run?.run ?? '', /\$\{\{/, 'nothing foreign in what runs');
      const compose = yaml.load(file('container', 'compose')) as Record<string, object>;
      assert.deepEqual(Object.keys(compose), ['services', 'secrets']);
      assert.deepEqual(
        file('container', 'dockerfile')
          .split('\n')
          .map((line) => line.split(' ')[0]),
        ['#', 'FROM', 'SHELL', 'RUN', 'WORKDIR', 'COPY', 'ENTRYPOINT', ''],
      );
    });
  }

  it('keeps what GitHub would evaluate from being evaluated', () => {
    const name = `report \${{ secrets.TOKEN }} \${{secrets.OTHER}}.ps1`;
    const { files } = movePackage(request('githubActions', { scriptName: name }, name));
    const text = files.find(({ id }) => id === 'workflow')?.text ?? '';
    const expressions = [...text.matchAll(/\$\{\{(.*?)\}\}/g)].map(([, inner = '']) => inner.trim());
    assert.deepEqual(
      expressions.filter((inner) => inner !== "'${{'"),
      ['secrets.ENTRA_CERTIFICATE_BASE64', 'secrets.ENTRA_CERTIFICATE_PASSWORD'],
    );
    assert.equal(evaluated((yaml.load(text) as Workflow).jobs.run.steps.at(-1)?.env?.SCRIPT ?? ''), name);
  });

  it('runs Security & Compliance on Windows, where it works without restrictions', () => {
    const [text = ''] = movePackage(request('githubActions', { service: serviceById('securityCompliance') }))
      .files.filter(({ id }) => id === 'workflow')
      .map((file) => file.text);
    assert.match(text, /runs-on: windows-latest/);
  });
});

describe('names of other computers', () => {
  it('are short, plain and never empty', () => {
    assert.equal(slugOf('Größe — Mailbox Report (v2)', thumbprint), 'grosse-mailbox-report-v2');
    assert.equal(slugOf('日本語', thumbprint), 'certificate-9cf05f9f');
    for (const name of nastyNames) {
      assert.match(slugOf(name, thumbprint), /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, name);
    }
  });

  it('are asset names Azure takes, the same for import and runbook', () => {
    assert.equal(automationAssetName({ applicationName: 'Report v1.2 / EU', thumbprint }), 'Report v1-2 - EU');
    assert.equal(automationAssetName({ applicationName: '???', thumbprint }), thumbprint);
    for (const name of nastyNames) {
      const asset = automationAssetName({ applicationName: name, thumbprint });
      assert.ok(asset.length <= 128 && !/[<>*%&:\\?.+/\p{Cc}]|\s$/u.test(asset), asset);
    }
  });

  for (const account of ['CONTOSO\\svc-report$', 'svc', 'NT AUTHORITY\\SYSTEM', 'o’brien@contoso.com', 'größe']) {
    it(`take ${account} for an account`, () => assert.equal(checkedAccount(` ${account} `), account));
  }
  for (const account of ['', 'a"b', 'a\\b\\c', 'a;b', '*', 'a\nb', 'x'.repeat(300), 'CONTOSO\\']) {
    it(`refuse ${JSON.stringify(account.slice(0, 10))} as an account`, () =>
      assert.throws(
        () => checkedAccount(account),
        (error) => isDomainError(error, 'InvalidInput'),
      ));
  }
  it('know what Linux calls an account', () => {
    assert.equal(checkedUnixAccount('svc-report'), 'svc-report');
    for (const account of ['', 'a b', '-x', '$(id)', 'root; ls', 'CONTOSO\\svc']) {
      assert.throws(() => checkedUnixAccount(account), account);
    }
  });
});
