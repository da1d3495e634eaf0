// `npm run package`: builds the extension for production, packs it as entra-cert-auth-<version>.vsix, and checks the result.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root } from './lib/paths.mjs';
import { mustRun, run } from './lib/run.mjs';

/** What may be in the package: by the first part of the path. Anything else is a mistake in `.vscodeignore`. */
const allowed =
  /^(dist\/.+\.js|docs\/rules\/.+\.md|l10n\/.+\.json|media\/.+\.(css|js|md|png|svg|ttf)|package(\.nls(\.[\w-]+)?)?\.json|README\.md|CHANGELOG\.md|LICENSE)$/;

/** Compressed size that the package must stay below, in bytes. */
const sizeLimit = 1_500_000;

try {
  await ensureDependencies();
  const { name, version, publisher } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const vsix = join(root, `${name}-${version}.vsix`);
  const staging = await stage();
  await mustRun(
    'Packing',
    process.execPath,
    [
      join(root, 'node_modules', '@vscode', 'vsce', 'vsce'),
      'package',
      '--no-dependencies',
      // The project has no public repository that links could lead to.
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      '--out',
      vsix,
    ],
    { cwd: staging, quiet: true },
  );
  await checkContents(staging);
  report(staging, vsix);
  await checkInstall(vsix, `${publisher}.${name}`);
  console.log(`\n${relative(process.cwd(), vsix)} is ready: code --install-extension ${relative(process.cwd(), vsix)}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Puts together what is packed, apart from `dist`, which a running VS Code may be using. */
async function stage() {
  const folder = join(root, 'out', 'package');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const outdir = join(folder, 'dist');
  await mustRun('Building', process.execPath, ['esbuild.mjs', '--production', `--outdir=${outdir}`], { cwd: root });
  const names = readdirSync(root).filter((name) => /^package\.nls.*\.json$/.test(name));
  for (const each of [
    ...names,
    'package.json',
    '.vscodeignore',
    'l10n',
    'media',
    join('docs', 'rules'),
    'README.md',
    'CHANGELOG.md',
    'LICENSE',
  ]) {
    if (!existsSync(join(root, each))) {
      throw new Error(`The package needs ${each}, which is missing.`);
    }
    cpSync(join(root, each), join(folder, each), { recursive: true });
  }
  leaveOutPictures(join(folder, 'README.md'));
  return folder;
}

/**
 * Takes the pictures out of a page. The details page of VS Code shows pictures from HTTPS addresses only, and there is no
 * public repository that could serve ours; the walkthrough has them.
 */
function leaveOutPictures(page) {
  const text = readFileSync(page, 'utf8');
  writeFileSync(page, text.replace(/^!\[[^\]]*\]\([^)]+\)\n\n?/gm, ''));
}

async function packedFiles(staging) {
  const { listFiles, PackageManager } = await import('@vscode/vsce');
  return (await listFiles({ cwd: staging, packageManager: PackageManager.None }))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

async function checkContents(staging) {
  const files = await packedFiles(staging);
  const stray = files.filter((path) => !allowed.test(path));
  if (stray.length > 0) {
    throw new Error(`The package would contain files that do not belong there:\n  ${stray.join('\n  ')}`);
  }
  const manifest = JSON.parse(readFileSync(join(staging, 'package.json'), 'utf8'));
  const needed = [
    manifest.main,
    manifest.icon,
    ...manifest.contributes.viewsContainers.activitybar.map(({ icon }) => icon),
    ...manifest.contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown)),
    ...pictures(
      staging,
      files.filter((path) => path.endsWith('.md')),
    ),
  ].map((path) => path.replace(/^\.\//, ''));
  const missing = needed.filter((path) => !files.includes(path));
  if (missing.length > 0) {
    throw new Error(`The package lacks files it refers to:\n  ${missing.join('\n  ')}`);
  }
}

/** Pictures that pages show, as paths from the root. */
function pictures(staging, pages) {
  return pages.flatMap((page) => {
    const text = readFileSync(join(staging, page), 'utf8');
    return [...text.matchAll(/!\[[^\]]*\]\(([^)\s]+)/g)]
      .map(([, path]) => path)
      .filter((path) => !/^https?:/.test(path))
      .map((path) => relative(staging, join(staging, page, '..', path)).replaceAll('\\', '/'));
  });
}

function report(staging, vsix) {
  const files = readdirSync(staging, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const sizeOf = (path) => statSync(path).size;
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0).padStart(6)} kB`;
  const biggest = files.toSorted((a, b) => sizeOf(b) - sizeOf(a)).slice(0, 8);
  console.log(`${kilobytes(sizeOf(vsix))}  ${relative(root, vsix)}, compressed; ${files.length} files. The largest:`);
  for (const file of biggest) {
    console.log(`${kilobytes(sizeOf(file))}  ${relative(staging, file)}`);
  }
  console.log(`${kilobytes(sizeOf(join(staging, 'dist', 'extension.js')))}  dist/extension.js, which activation loads`);
  if (sizeOf(vsix) > sizeLimit) {
    throw new Error(`The package has ${sizeOf(vsix)} bytes; ${sizeLimit} is the limit. See which file grew.`);
  }
}

/** Installs the package into an empty VS Code, as a user would. */
async function checkInstall(vsix, id) {
  const { ensureVsCode } = await import('./lib/vscode.mjs');
  const { node, server } = await ensureVsCode();
  const data = join(root, 'out', 'package-install');
  rmSync(data, { recursive: true, force: true });
  const folders = [
    `--server-data-dir=${data}`,
    `--user-data-dir=${join(data, 'data')}`,
    `--extensions-dir=${join(data, 'extensions')}`,
  ];
  let output = '';
  const onOutput = (text) => {
    output += text;
  };
  const code = await run(node, [server, '--accept-server-license-terms', ...folders, '--install-extension', vsix], {
    cwd: root,
    onOutput,
  });
  await run(node, [server, '--accept-server-license-terms', ...folders, '--list-extensions'], { cwd: root, onOutput });
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  if (code !== 0 || !output.split('\n').some((line) => line.trim() === id)) {
    throw new Error(`VS Code does not install the package.\n${output}`);
  }
  console.log('It installs into VS Code.');
}
