// `npm run sandbox`: serves the sample tenant over HTTPS on 127.0.0.1, for other clients of Microsoft Entra and Microsoft Graph.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root } from './lib/paths.mjs';

const help = `npm run sandbox [-- options]
  --port N            serve on this port (8443; 443 is what a hosts file needs, and may take administrator rights)
  --applications N    make a large tenant with at least this many applications
  --mailboxes N       and with this many mailboxes more
  --verbose           print every request
  --help              show this text`;

const options = readOptions();
await ensureDependencies();
const { createSampleTenant, createSandboxServer, generateCertificate, systemClock } = await load();

const folder = join(root, 'out', 'sandbox');
const authorityFile = join(folder, 'authority.pem');
const applicationFile = join(folder, 'application.pem');

const silent = () => {};
const log = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };
const tenant = await createSampleTenant({
  clock: systemClock,
  log,
  applications: options.applications,
  mailboxes: options.mailboxes,
});
const server = await serve();
const application = await registerCertificate('Mailbox report');
writeFileSync(authorityFile, server.authority);
writeFileSync(applicationFile, application.pem, { mode: 0o600 });
console.log(describe());

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await server.close();
    // Neither is of use without the server: the next start makes new ones.
    rmSync(authorityFile, { force: true });
    rmSync(applicationFile, { force: true });
    process.exit(0);
  });
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        applications: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        mailboxes: { type: 'string' },
        port: { type: 'string', default: '8443' },
        verbose: { type: 'boolean' },
      },
    });
    if (values.help) {
      console.log(help);
      process.exit(0);
    }
    const number = (name, largest) => {
      const text = values[name];
      if (text !== undefined && !(/^\d+$/.test(text) && Number(text) <= largest)) {
        throw new Error(`--${name} takes a number from 0 to ${largest}.`);
      }
      return text === undefined ? undefined : Number(text);
    };
    return {
      applications: number('applications', 100_000),
      mailboxes: number('mailboxes', 1_000_000),
      port: number('port', 65_535),
      verbose: values.verbose === true,
    };
  } catch (error) {
    console.error(`${error.message}\n\n${help}`);
    process.exit(2);
  }
}

/** Bundles the sample tenant as it is now and loads the result. */
async function load() {
  const { build } = await import('esbuild');
  const outdir = join(root, 'out', 'sandbox', 'bundle');
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  await build({
    stdin: {
      contents: `
        export { createSampleTenant } from './src/core/sandbox/sampleTenant.ts';
        export { createSandboxServer } from './src/core/sandbox/server/sandboxServer.ts';
        export { generateCertificate } from './src/core/certificates/generate.ts';
        export { systemClock } from './src/core/shared/clock.ts';`,
      resolveDir: root,
      sourcefile: 'sandbox.ts',
      loader: 'ts',
    },
    outdir,
    entryNames: 'sandbox',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
    // Bundled CommonJS packages call `require` for Node's own modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  return import(pathToFileURL(join(outdir, 'sandbox.mjs')).href);
}

async function serve() {
  const transport = async (input, init) => {
    const started = performance.now();
    const address = `${init?.method ?? 'GET'} ${String(input).split('?')[0]}`;
    const response = await tenant.transport(input, init);
    if (options.verbose) {
      console.log(`${response.status} ${address} (${Math.round(performance.now() - started)} ms)`);
    }
    return response;
  };
  try {
    return await createSandboxServer({ transport }, { port: options.port });
  } catch (error) {
    const reasons = {
      EADDRINUSE: `Port ${options.port} is in use: choose another with --port, or 0 for any that is free.`,
      EACCES: `Port ${options.port} needs administrator rights: choose one above 1023 with --port.`,
    };
    console.error(reasons[error.code] ?? error.message);
    process.exit(1);
  }
}

/** Gives one application a certificate whose private key is at hand, so that a client can sign in at once. */
async function registerCertificate(displayName) {
  const material = await generateCertificate({ subject: `CN=${displayName}`, months: 1 }, { clock: systemClock });
  const key = Buffer.from(material.certificate).toString('base64');
  const found = Object.values(tenant.state.collections.applications).find((one) => one.displayName === displayName);
  found.keyCredentials.push({
    keyId: crypto.randomUUID(),
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key,
    displayName: `CN=${displayName}`,
    customKeyIdentifier: Buffer.from(await crypto.subtle.digest('SHA-1', material.certificate)).toString('base64'),
    startDateTime: new Date(Date.now() - 300_000).toISOString(),
    endDateTime: new Date(Date.now() + 27 * 86_400_000).toISOString(),
  });
  const lines = key.match(/.{1,64}/g).join('\n');
  const pem = `${material.privateKey.trimEnd()}\n-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  return { appId: found.appId, displayName, pem };
}

function describe() {
  const { applications } = tenant.state.collections;
  const worthTrying = ['Exchange migration 2025', 'Old connector', 'Calendar report', 'Everything bot']
    .map((name) => Object.values(applications).find((one) => one.displayName === name))
    .filter((one) => one !== undefined)
    .map((one) => `  ${one.appId}  ${one.displayName}`);
  const show = (file) => relative(process.cwd(), file);
  return `The sample tenant answers at ${server.origin}

Tenant id       ${tenant.tenantId}
Domain          ${tenant.domain}
Administrator   ${tenant.administrator} (choose it on the sign-in page; no password)
Public client   14d82eec-204b-4c2f-b7e8-296a70dab67e (Microsoft Graph Command Line Tools)

Trust           ${show(authorityFile)}   for example NODE_EXTRA_CA_CERTS, SSL_CERT_FILE, REQUESTS_CA_BUNDLE, or curl --cacert
Sign in as      ${application.appId}  ${application.displayName}
with            ${show(applicationFile)}   (private key and certificate)

More applications:
${worthTrying.join('\n')}

Authority, Microsoft Graph and Exchange are one address: ${server.origin}/${tenant.tenantId}, ${server.origin}/v1.0, ${server.origin}/adminapi
To serve the public names instead, run with --port 443 and add this line to the hosts file (and take it out afterwards):
127.0.0.1 ${server.hostNames.join(' ')}

Ctrl+C stops it.`;
}
