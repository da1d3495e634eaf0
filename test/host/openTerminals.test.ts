import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { commands, extensions, type Terminal, ThemeColor, ThemeIcon, window } from 'vscode';
import { call, rejectsWith } from './support/call.ts';
import { closeTerminals, StandInShell, until } from './support/standInShell.ts';

interface Identity {
  tenantId: string;
  appId: string;
  thumbprint: string;
}

const exchange = 'ExchangeOnlineManagement';

describe('Open terminals', () => {
  let identity: Identity;
  let shell: StandInShell;

  before(async () => {
    shell = new StandInShell([exchange, 'Microsoft.Graph.Authentication']);
    const { tenantId } = await call<{ tenantId: string }>('openSampleTenant', { fresh: true });
    const setUp = await call<Identity>('setUp', {
      tenantId,
      services: ['exchangeOnline', 'graph'],
      displayName: 'Open terminals',
      certificate: { subject: 'CN=Open terminals', months: 12 },
      role: 'Exchange Administrator',
      confirmed: true,
    });
    identity = { tenantId, appId: setUp.appId, thumbprint: setUp.thumbprint };
  });

  after(async () => {
    shell.dispose();
    await call('deleteCertificate', { thumbprint: identity.thumbprint, confirmed: true });
    await call('signOut', { tenantId: identity.tenantId });
  });

  afterEach(() => shell.reset());

  const connect = (options: object) => call<{ terminal: string }>('connect', { ...identity, ...options });
  const opened = async (name: string): Promise<Terminal> => {
    await until(() => window.terminals.some((terminal) => terminal.name === name));
    return window.terminals.find((terminal) => terminal.name === name) as Terminal;
  };
  const shows = (options: object = identity) =>
    call<{ terminal: string }>('showTerminal', { ...options }).then(
      ({ terminal }) => terminal,
      ({ name }: Error) => name,
    );

  it('of both consoles are shown by the application they are signed in as, and forgotten when they close', async () => {
    assert.equal(await shows(), 'NotFound');
    const native = await connect({ service: 'exchangeOnline', console: 'operations' });
    const first = await opened(native.terminal);
    await until(async () => (await shows()) === native.terminal);
    const real = await connect({ service: 'graph', console: 'powershell' });
    const second = await opened(real.terminal);
    await until(async () => (await shows()) === real.terminal);
    await until(() => window.activeTerminal === second);
    assert.equal(await shows({ ...identity, terminal: native.terminal }), native.terminal);
    await until(() => window.activeTerminal === first);
    assert.equal(await shows({ tenantId: identity.tenantId, appId: identity.tenantId }), 'NotFound');
    second.dispose();
    await until(async () => (await shows()) === native.terminal);
    first.dispose();
    await until(async () => (await shows()) === 'NotFound');
  });

  it('look alike for a tenant, whichever console it is', async () => {
    const looks = [];
    for (const console of ['operations', 'powershell']) {
      const { terminal } = await connect({ service: 'exchangeOnline', console });
      const { creationOptions } = await opened(terminal);
      assert.ok(creationOptions.iconPath instanceof ThemeIcon && creationOptions.color instanceof ThemeColor);
      looks.push([terminal, creationOptions.color.id, creationOptions.isTransient]);
      await closeTerminals();
    }
    assert.deepEqual(looks[0], looks[1]);
    assert.deepEqual(looks[0]?.[2], true, 'a window that is loaded again revives none');
  });

  it('take several services on request, in one process', async () => {
    const services = ['graph', 'exchangeOnline'];
    const { terminal } = await connect({ services, console: 'powershell' });
    assert.equal(terminal, 'Exchange Online, Microsoft Graph · Open terminals');
    await shell.started();
    const text = shell.seen('connect.ps1');
    assert.match(text, /Connect-ExchangeOnline @parameters[\s\S]*Connect-MgGraph @parameters/);
    assert.match(text, /Write-Warning 'These modules are loaded into one process/);
    await rejectsWith('InvalidInput', connect({ services: [] }));
    await rejectsWith('InvalidInput', connect({ services: ['fax'] }));
    await rejectsWith('InvalidInput', connect({ services, service: 'graph' }));
    const native = await connect({ services });
    assert.equal(native.terminal, terminal, 'the operations console takes several as well');
  });

  it('are made by the terminal profile, too', async function () {
    this.timeout(20_000);
    await connect({ service: 'exchangeOnline', console: 'operations' });
    await closeTerminals();
    const extension = extensions.all.find(({ packageJSON }) => packageJSON.name === 'entra-cert-auth');
    void commands.executeCommand('workbench.action.terminal.newWithProfile', {
      config: { extensionIdentifier: extension?.id, id: 'entraCertAuth.terminal', title: '', options: {} },
    });
    // The application that was used last is offered first, then the first service, then the first console.
    await until(async () => {
      await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return window.terminals.length > 0;
    });
    await opened('Exchange Online · Open terminals');
    await until(async () => (await shows()) === 'Exchange Online · Open terminals');
  });

  it('that install a module run the right command outside the workspace', async () => {
    await rejectsWith('AlreadyExists', call('installModule', { service: 'exchangeOnline' }));
    const { terminal } = await call<{ terminal: string }>('installModule', { service: 'teams' });
    const { creationOptions } = await opened(terminal);
    assert.match(terminal, /^Install MicrosoftTeams · PowerShell/);
    assert.equal('cwd' in creationOptions && creationOptions.cwd, homedir());
    await shell.started();
    assert.equal(
      shell.seen('arguments'),
      "-NoLogo\n-NoExit\n-Command\nInstall-Module -Name 'MicrosoftTeams' -MinimumVersion '4.9.2' -Scope 'CurrentUser'\n",
    );
    assert.equal(await shows(), 'NotFound', 'it is signed in to nothing');
    await rejectsWith('NotSupported', call('installModule', { service: 'azureAD' }));
  });
});
