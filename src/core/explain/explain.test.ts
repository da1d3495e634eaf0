import assert from 'node:assert/strict';
import { mayHoldError } from './cue.ts';
import { type ExplanationId, explanationIds, knownErrors } from './entries/index.ts';
import { explain } from './explain.ts';
import { certificateSamples } from './testing/certificateSamples.ts';
import { moduleSamples } from './testing/moduleSamples.ts';
import { app, type Samples, tail, tenant, thumbprint } from './testing/samples.ts';
import { serviceSamples } from './testing/serviceSamples.ts';
import { signInSamples } from './testing/signInSamples.ts';

const samples: Samples<ExplanationId> = {
  ...signInSamples,
  ...certificateSamples,
  ...serviceSamples,
  ...moduleSamples,
};
const ids = (text: string) => explain(text).map(({ id }) => id);

describe('Known errors', () => {
  for (const id of explanationIds) {
    describe(id, () => {
      for (const sample of samples[id].texts) {
        const { text, facts } = typeof sample === 'string' ? { text: sample, facts: {} } : sample;
        it(`is found in ${JSON.stringify(text.slice(0, 70))}`, () => {
          const found = explain(text).find((explanation) => explanation.id === id);
          assert.ok(found, `found: ${ids(text).join(', ')}`);
          const read = Object.fromEntries(
            Object.keys(facts).map((name) => [name, (found.facts as Record<string, unknown>)[name]]),
          );
          assert.deepEqual(read, facts);
          assert.ok(found.end > found.start && found.end <= text.length);
        });
      }

      it('comes first in its own texts, and has lines the terminal looks at', () => {
        for (const sample of samples[id].texts) {
          const text = typeof sample === 'string' ? sample : sample.text;
          assert.equal(ids(text)[0], id, text);
          assert.ok(text.split('\n').some(mayHoldError), text);
        }
      });

      it('is not found in what only resembles it', () => {
        for (const text of samples[id].not) {
          assert.ok(!ids(text).includes(id), text);
        }
        assert.ok(samples[id].not.length > 0 && samples[id].texts.length > 0);
      });
    });
  }
});

describe('Explaining', () => {
  it('finds nothing in ordinary output', () => {
    for (const text of [
      '',
      'Name   Alias\r\n----   -----\r\nAda    ada',
      "The term 'gti' is not recognized as a name of a cmdlet.",
      'npm error code ENOENT',
      'error TS2345: Argument of type string is not assignable',
      'git push: Permission denied (publickey).',
    ]) {
      assert.deepEqual(ids(text), [], text);
    }
  });

  it('tells the errors of a long paste apart, each with facts of its own', () => {
    const other = '11111111-2222-4333-8444-555555555555';
    const noise = 'VERBOSE: Loading module from path.\r\n'.repeat(200);
    const found = explain(
      `AADSTS700016: Application with identifier '${other}' was not found in the directory 'Fabrikam'. ${tail}\r\n${noise}The role assigned to application ${app} isn't supported in this scenario.\r\n${noise}Get-MgUser : Insufficient privileges to complete the operation.`,
    );
    assert.deepEqual(
      found.map(({ id, facts }) => [id, facts.appId]),
      [
        ['applicationNotFound', other],
        ['exchangeRoleMissing', app],
        ['graphRequestDenied', undefined],
      ],
    );
  });

  it('takes the facts of the error, not of the one before it', () => {
    const text = `AADSTS90002: Tenant 'first.onmicrosoft.com' not found.\nAADSTS700016: Application with identifier '${app}' was not found in the directory '${tenant}'.`;
    const found = explain(text).find(({ id }) => id === 'applicationNotFound');
    assert.equal(found?.facts.tenant, tenant);
  });

  it('reads ids that a narrow window broke in two', () => {
    const broken = `The role assigned to application ${app.slice(0, 20)}\r\n${app.slice(20)} isn't suppo\r\nrted in this scenario.`;
    assert.equal(explain(broken)[0]?.facts.appId, app);
  });

  it('fills the facts into the options of its fixes', () => {
    const [found] = explain(
      `AADSTS700027: not registered. Thumbprint of key used by client: '${thumbprint}', configured keys for app Id '${app}'. https://login.microsoftonline.com/${tenant}/oauth2`,
    );
    assert.deepEqual(found?.fixes[0], {
      id: 'uploadCertificate',
      command: 'uploadCertificate',
      options: { tenantId: tenant, appId: app, thumbprint },
    });
    assert.deepEqual(found?.check?.kind, 'certificateOnApplication');
  });

  it('asks for the permission Graph named', () => {
    const [found] = explain(
      "Missing scope permissions on the request. API requires one of 'Reports.Read.All, Reports.ReadWrite.All'.",
    );
    assert.deepEqual(found?.fixes[0]?.options, {
      resourceAppId: '00000003-0000-0000-c000-000000000000',
      permission: 'Reports.Read.All',
    });
  });

  it('never proposes to install a module a text made up', () => {
    const evil =
      "The specified module 'Evil; rm' was not loaded because no valid module file was found\nThe specified module 'EvilModule' was not loaded because no valid module file was found";
    const offered = explain(evil).flatMap(({ fixes }) => fixes.map(({ powershell }) => powershell ?? ''));
    assert.ok(!offered.some((text) => /evil/i.test(text)), offered.join('\n'));
    const [known] = explain(
      "The specified module 'exchangeonlinemanagement' was not loaded because no valid module file was found",
    );
    assert.equal(known?.fixes[0]?.powershell, "Install-Module -Name 'ExchangeOnlineManagement' -Scope CurrentUser");
  });

  it('has a fix, a check or documentation for every error', () => {
    for (const id of explanationIds) {
      const { fixes, check, documentation } = knownErrors[id];
      assert.ok(fixes.length > 0 || check !== undefined || documentation !== undefined, id);
      assert.ok(
        documentation === undefined || /^https:\/\/(learn\.microsoft\.com|pnp\.github\.io)\//.test(documentation),
      );
    }
  });

  it('knows what Windows PowerShell says in the language of the computer', () => {
    const parts = (id: string, category: string) =>
      `\r\nIn Zeile:1 Zeichen:1\r\n    + CategoryInfo          : ${category}\r\n    + FullyQualifiedErrorId : ${id}`;
    const cases = [
      ['Connect-PnPOnline : Der Schlüsselsatz ist nicht vorhanden.', 'keysetMissing'],
      ["Connect-PnPOnline : Le jeu de clés n'existe pas", 'keysetMissing'],
      ['Connect-PnPOnline : El conjunto de claves no existe', 'keysetMissing'],
      [
        'Ausnahme beim Aufrufen von ".ctor" mit 2 Argument(en):  "Das angegebene Netzwerkkennwort ist falsch.',
        'pfxPassword',
      ],
      [
        `Connect-ExchangeOnline : Die Benennung "Connect-ExchangeOnline" wurde nicht als Name eines Cmdlet, einer Funktion, einer Skriptdatei oder eines ausführbaren Programms erkannt.${parts('CommandNotFoundException', 'ObjectNotFound: (Connect-ExchangeOnline:String) [], CommandNotFoundException')}`,
        'moduleNotInstalled',
      ],
      [
        `Le terme «Get-Mailbox» n'est pas reconnu comme nom d'applet de commande, fonction, fichier de script ou programme exécutable.${parts('CommandNotFoundException', 'ObjectNotFound: (Get-Mailbox:String) [], CommandNotFoundException')}`,
        'cmdletNotImported',
      ],
      [
        `Import-Module : Das angegebene Modul "ExchangeOnlineManagement" wurde nicht geladen, da in keinem Modulverzeichnis eine gültige Moduldatei gefunden wurde.${parts('Modules_ModuleNotFound,Microsoft.PowerShell.Commands.ImportModuleCommand', 'ResourceUnavailable: (ExchangeOnlineManagement:String) [Import-Module], FileNotFoundException')}`,
        'moduleNotInstalled',
      ],
      [
        `Connect-IPPSSession : Es wurde kein Parameter gefunden, der dem Parameternamen "ShowBanner" entspricht.${parts('NamedParameterNotFound,Connect-IPPSSession', 'InvalidArgument: (:) [Connect-IPPSSession], ParameterBindingException')}`,
        'moduleOutdated',
      ],
      [
        `C:\\x.ps1 kann nicht geladen werden.${parts('UnauthorizedAccess', 'Sicherheitsfehler: (:) [], PSSecurityException')}`,
        'executionPolicy',
      ],
    ] as const;
    for (const [text, id] of cases) {
      assert.equal(ids(text)[0], id, text);
      assert.ok(text.split('\r\n').some(mayHoldError), text);
    }
  });

  it('takes no code for whole that the edge of a window cut off', () => {
    assert.deepEqual(explain('Connect-ExchangeOnline : AADSTS7000', { oneLine: true }), []);
    assert.equal(explain('Connect-ExchangeOnline : AADSTS90003: x', { oneLine: true })[0]?.id, 'refused');
    assert.equal(explain('It said AADSTS700016', { oneLine: true })[0]?.id, 'applicationNotFound');
  });

  it('reads a thousand suspicious lines of a terminal in a moment', () => {
    const line = 'VERBOSE: the module could not read the report of ada@contoso.com, which is no error: 12345 of 20000';
    const start = performance.now();
    for (let count = 0; count < 1000; count++) {
      const each = `${line} ${count}`;
      if (mayHoldError(each)) {
        explain(each, { oneLine: true });
      }
    }
    assert.ok(performance.now() - start < 1500, `${performance.now() - start} ms`);
  });

  it('knows a line of a terminal whose message goes on below', () => {
    const line = `     | The role assigned to application ${app} isn't`;
    assert.deepEqual(explain(line), []);
    assert.equal(explain(line, { oneLine: true })[0]?.id, 'exchangeRoleMissing');
    assert.equal(
      explain('Get-MgUser: Insufficient privileges to complete the', { oneLine: true })[0]?.id,
      'graphRequestDenied',
    );
    assert.deepEqual(explain('The term of office begins', { oneLine: true }), []);
    assert.deepEqual(explain('PS C:\\Users\\ada> Get-Mailbox', { oneLine: true }), []);
  });
});

describe('Explaining a megabyte', () => {
  const megabyte = 1024 * 1024;
  const fill = (piece: string) => piece.repeat(Math.ceil(megabyte / piece.length)).slice(0, megabyte);
  for (const [what, text] of [
    ['spaces', fill(' ')],
    ['one letter', fill('a')],
    ['beginnings of messages', fill("Could not load file or assembly 'x' ")],
    ['beginnings of the shortest', fill('The term Organization ')],
    ['escape sequences without an end', fill('\u001b]')],
    ['colour sequences without an end', fill('\u001b[1;')],
    ['codes', fill('AADSTS700016 ')],
    ['digits', `AADSTS${fill('7')}`],
    ['ids', fill(`${app} ${thumbprint} `)],
    ['quotes', fill("application with identifier '")],
    ['verbs', fill('Get-A')],
    ['gutters', fill('     | \r\n')],
  ] as const) {
    it(`of ${what} takes no time to speak of`, () => {
      const start = performance.now();
      explain(text);
      const milliseconds = performance.now() - start;
      assert.ok(milliseconds < 1500, `${milliseconds} ms`);
    });
  }
});
