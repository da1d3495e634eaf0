import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nastyNames } from '../../../test/engine/nastyNames.ts';
import { clouds } from '../identity/clouds.ts';
import { serviceById } from '../services/index.ts';
import { movePackage } from './movePackage.ts';
import { quoteShell, quoteSystemd } from './otherQuoting.ts';
import { scheduledTaskScript } from './scheduledTask.ts';
import type { ScheduledTaskRequest } from './scheduledTaskTypes.ts';

const thumbprint = '9CF05F9F7E8CBA2E8E0F1D3C5A7B90D2E4F6C581';
const password = 'p\'a$(touch x)`w"\\0rd %';

/** Programs that write down how they were called, one argument a line. */
const stubs: Readonly<Record<string, string>> = {
  pwsh: `printf '%s\\n' "pwsh" "$ENTRA_CERTIFICATE_PATH" "$ENTRA_CERTIFICATE_PASSWORD" "$@" >> "$CALLS"; exit "\${PWSH_EXIT:-0}"`,
  systemctl: 'printf \'%s\\n\' "systemctl $*" >> "$CALLS"',
  chown: 'printf \'%s\\n\' "chown $*" >> "$CALLS"',
  runuser: 'printf \'%s\\n\' "runuser $2" >> "$CALLS"; shift 3; exec "$@"',
  id: `if [ "$#" -gt 1 ] && [ "$2" = nobody-here ]; then exit 1; fi; echo "\${FAKE_UID:-0}"`,
  crontab: 'if [ "$1" = -l ]; then cat "$CRONTAB" 2> /dev/null; else cat > "$CRONTAB"; fi',
};

describe('shell scripts for Linux and macOS', function () {
  if (process.platform === 'win32') {
    return;
  }
  this.timeout(20_000);
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'shell-'));
    mkdirSync(join(root, 'bin'));
    for (const [name, text] of Object.entries(stubs)) {
      writeFileSync(join(root, 'bin', name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(root, 'bin', name), 0o755);
    }
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function run(text: string, args: readonly string[] = [], more: Record<string, string> = {}) {
    writeFileSync(join(root, 'script.sh'), text);
    const result = spawnSync('/bin/sh', [join(root, 'script.sh'), ...args], {
      cwd: root,
      encoding: 'utf8',
      env: {
        PATH: `${join(root, 'bin')}:${process.env.PATH}`,
        HOME: root,
        CALLS: join(root, 'calls'),
        CRONTAB: join(root, 'crontab'),
        ENTRA_CERT_AUTH_UNITS: root,
        ENTRA_CERT_AUTH_FOLDER: join(root, 'kept'),
        ...more,
      },
    });
    return { status: result.status, stdout: result.stdout, stderr: result.stderr };
  }

  const calls = () => (existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8').split('\n') : []);
  const mode = (name: string) => (statSync(join(root, name)).mode & 0o777).toString(8);

  describe('import the certificate', () => {
    const text = (applicationName: string) =>
      movePackage({
        target: 'unix',
        service: serviceById('graph'),
        facts: { cloud: clouds.Global, tenantId: 't', domain: 'd', appId: 'a', thumbprint, applicationName },
        scriptName: 'report.ps1',
      }).files.find(({ id }) => id === 'import')?.text ?? '';

    it('for one account only, with a file that sets exactly the password', () => {
      writeFileSync(join(root, 'mine.pfx'), 'pfx');
      const result = run(text('Mailbox report'), ['mine.pfx', 'svc'], { ENTRA_CERTIFICATE_PASSWORD: password });
      assert.deepEqual([result.status, result.stderr], [0, '']);
      assert.deepEqual(calls().slice(0, 3), ['pwsh', 'mine.pfx', password], 'checked before it is kept');
      assert.ok(!calls().slice(3).join('\n').includes(password), 'not among the arguments');
      assert.deepEqual([mode('kept/certificate-9cf05f9f.pfx'), mode('kept/certificate-9cf05f9f.env')], ['600', '600']);
      assert.ok(calls().some((line) => line.startsWith('chown svc ')));
      const loaded = run(
        `set -a; . "$1"; set +a; printf '%s\\n' "$ENTRA_CERTIFICATE_PATH" "$ENTRA_CERTIFICATE_PASSWORD"`,
        [join(root, 'kept/certificate-9cf05f9f.env')],
      );
      assert.deepEqual(loaded.stdout.split('\n'), [join(root, 'kept/certificate-9cf05f9f.pfx'), password, '']);
      assert.ok(!existsSync(join(root, 'x')), 'nothing in the password was run');
    });

    it('asks for the password where none is given', () => {
      writeFileSync(join(root, 'mine.pfx'), 'pfx');
      writeFileSync(join(root, 'asked.sh'), text('A'));
      const result = spawnSync('/bin/sh', ['asked.sh', 'mine.pfx'], {
        cwd: root,
        encoding: 'utf8',
        input: `${password}\n`,
        env: {
          PATH: `${join(root, 'bin')}:${process.env.PATH}`,
          HOME: root,
          CALLS: join(root, 'calls'),
          FAKE_UID: '1000',
        },
      });
      assert.equal(result.status, 0, result.stderr);
      assert.equal(calls()[2], password);
      assert.equal(mode('.config/entra-cert-auth/certificate-9cf05f9f.env'), '600');
      assert.equal(mode('.config/entra-cert-auth'), '700');
    });

    it('keeps nothing of a file that does not open', () => {
      writeFileSync(join(root, 'mine.pfx'), 'pfx');
      const result = run(text('A'), ['mine.pfx'], { ENTRA_CERTIFICATE_PASSWORD: 'x', PWSH_EXIT: '1' });
      assert.equal(result.status, 1);
      assert.ok(!existsSync(join(root, 'kept')));
      assert.match(run(text('A'), ['missing.pfx']).stderr, /There is no file missing\.pfx/);
    });

    it('whatever the application is called', () => {
      writeFileSync(join(root, 'mine.pfx'), 'pfx');
      for (const name of nastyNames) {
        const result = run(text(name), ['mine.pfx'], { ENTRA_CERTIFICATE_PASSWORD: 'x' });
        assert.deepEqual([result.status, result.stderr], [0, ''], name);
      }
    });
  });

  const request = (changes: Partial<ScheduledTaskRequest>): ScheduledTaskRequest => ({
    scheduler: 'systemd',
    name: 'Mailbox report',
    script: join(root, 'report.ps1'),
    thumbprint,
    applicationName: 'Mailbox report',
    time: '03:15',
    days: ['monday', 'sunday'],
    limitHours: 2,
    account: 'managed',
    accountName: 'svc',
    shell: 'pwsh',
    ...changes,
  });

  const settings = () => {
    mkdirSync(join(root, 'kept'), { recursive: true });
    writeFileSync(
      join(root, 'kept/certificate-9cf05f9f.env'),
      "ENTRA_CERTIFICATE_PATH='p'\nENTRA_CERTIFICATE_PASSWORD='w'\n",
    );
  };

  describe('register a timer', () => {
    it('after the account has proven that it can use the certificate, and remove it again', () => {
      settings();
      writeFileSync(join(root, 'report.ps1'), '');
      const { text } = scheduledTaskScript(request({}));
      const result = run(text);
      assert.deepEqual([result.status, result.stderr], [0, '']);
      assert.deepEqual(calls().slice(0, 5), ['runuser svc', 'runuser svc', 'pwsh', 'p', 'w']);
      const service = readFileSync(join(root, 'entra-cert-auth-mailbox-report.service'), 'utf8');
      assert.match(service, /^User=svc$/m);
      assert.ok(
        service.includes(
          `ExecStart=${join(root, 'bin/pwsh')} -NoProfile -NonInteractive -File "${join(root, 'report.ps1')}"\n`,
        ),
        service,
      );
      assert.match(
        readFileSync(join(root, 'entra-cert-auth-mailbox-report.timer'), 'utf8'),
        /^OnCalendar=Mon,Sun \*-\*-\* 03:15:00$/m,
      );
      assert.equal(calls().at(-2), 'systemctl enable --now entra-cert-auth-mailbox-report.timer');
      assert.equal(run(text, ['remove']).status, 0);
      assert.ok(!existsSync(join(root, 'entra-cert-auth-mailbox-report.timer')));
      assert.ok(!existsSync(join(root, 'entra-cert-auth-mailbox-report.service')));
    });

    it('or nothing, saying why', () => {
      writeFileSync(join(root, 'report.ps1'), '');
      settings();
      const nothing = (result: ReturnType<typeof run>, why: RegExp) => {
        assert.equal(result.status, 1);
        assert.match(result.stderr, why);
        assert.ok(!existsSync(join(root, 'entra-cert-auth-mailbox-report.timer')));
      };
      const { text } = scheduledTaskScript(request({}));
      nothing(run(text, [], { PWSH_EXIT: '1' }), /svc cannot use the certificate/);
      nothing(run(text, [], { FAKE_UID: '1000' }), /sudo/);
      nothing(run(scheduledTaskScript(request({ accountName: 'nobody-here' })).text), /no account nobody-here/);
      rmSync(join(root, 'report.ps1'));
      nothing(run(text), /svc cannot read/);
    });

    it('with units that read every name as it is', () => {
      settings();
      for (const name of nastyNames) {
        const script = join(root, `${name.replaceAll(/[/\p{Cc}]/gu, '').slice(0, 100)}.ps1`);
        writeFileSync(script, '');
        const task = scheduledTaskScript(request({ name, script }));
        const result = run(task.text);
        assert.deepEqual([result.status, result.stderr], [0, ''], name);
        const unit = `entra-cert-auth-${task.name.replace(/^schedule-|\.sh$/g, '')}`;
        const service = readFileSync(join(root, `${unit}.service`), 'utf8');
        assert.deepEqual(
          [...service.matchAll(/^\[?\w+/gm)].map(([word]) => word),
          [
            '[Unit',
            'Description',
            'Wants',
            'After',
            '[Service',
            'Type',
            'TimeoutStartSec',
            'NoNewPrivileges',
            'PrivateTmp',
            'User',
            'EnvironmentFile',
            'ExecStart',
          ],
          name,
        );
        assert.ok(service.includes(`-File ${quoteSystemd(script)}\n`));
      }
    });
  });

  describe('add a line to the crontab', () => {
    it('beside the others, once, and take it away again', () => {
      settings();
      writeFileSync(join(root, 'report.ps1'), '');
      writeFileSync(join(root, 'crontab'), '0 1 * * * mine\n0 2 * * * other # entra-cert-auth mailbox\n');
      const { text } = scheduledTaskScript(request({ scheduler: 'cron' }));
      for (const _ of [1, 2]) {
        const result = run(text);
        assert.deepEqual([result.status, result.stderr], [0, '']);
      }
      const lines = readFileSync(join(root, 'crontab'), 'utf8').trim().split('\n');
      assert.equal(lines.length, 3);
      assert.equal(
        lines[2],
        `15 3 * * 1,0 /bin/sh '${join(root, 'kept/mailbox-report.sh')}' # entra-cert-auth mailbox-report`,
      );
      assert.equal(mode('kept/mailbox-report.sh'), '700');
      assert.equal(run(text, ['remove']).status, 0);
      assert.equal(readFileSync(join(root, 'crontab'), 'utf8').trim().split('\n').length, 2);
      assert.ok(!existsSync(join(root, 'kept/mailbox-report.sh')));
    });

    it('that runs the script with the certificate, whatever it is called, one at a time', () => {
      settings();
      for (const name of nastyNames) {
        const script = join(root, `${name.replaceAll(/[/\p{Cc}]/gu, '').slice(0, 100)}.ps1`);
        writeFileSync(script, '');
        const task = scheduledTaskScript(request({ scheduler: 'cron', script }));
        assert.equal(run(task.text).status, 0, name);
        rmSync(join(root, 'calls'));
        const command = readFileSync(join(root, 'crontab'), 'utf8').split(' * * 1,0 ')[1] ?? '';
        assert.equal(run(command.replaceAll('\\%', '%')).status, 0);
        assert.deepEqual(calls().slice(0, 6), ['pwsh', 'p', 'w', '-NoProfile', '-NonInteractive', '-File']);
        assert.equal(calls()[6], script);
        assert.ok(!existsSync(join(root, 'kept/mailbox-report.sh.lock')));
      }
      mkdirSync(join(root, 'kept/mailbox-report.sh.lock'));
      rmSync(join(root, 'calls'));
      assert.equal(run(readFileSync(join(root, 'kept/mailbox-report.sh'), 'utf8')).status, 0);
      assert.deepEqual(calls(), [], 'another run is on its way');

      const other = scheduledTaskScript(
        request({ scheduler: 'cron', name: 'Licence report', script: join(root, 'x.ps1') }),
      );
      writeFileSync(join(root, 'x.ps1'), '');
      assert.equal(run(other.text).status, 0);
      rmSync(join(root, 'calls'));
      assert.equal(run(readFileSync(join(root, 'kept/licence-report.sh'), 'utf8')).status, 0);
      assert.equal(calls()[6], join(root, 'x.ps1'), 'another script with the same certificate waits for nobody');
    });
  });

  it('quote every word so that a shell reads it as it is', () => {
    for (const name of nastyNames) {
      assert.equal(run(`printf '%s' ${quoteShell(name)}`).stdout, name.replaceAll('\0', ''));
    }
  });
});
