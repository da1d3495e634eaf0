import { rmSync } from 'node:fs';
import { context } from 'esbuild';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
/** The package is built elsewhere than in `dist`, which a running `npm start` reads. */
const outdir = process.argv.find((each) => each.startsWith('--outdir='))?.slice('--outdir='.length) ?? 'dist';

rmSync(outdir, { recursive: true, force: true });

/** Code splitting keeps MSAL, Graph, the catalog and the sample tenant out of the file that `activate` loads. */
const extension = await context({
  entryPoints: { extension: 'src/extension.ts' },
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['vscode'],
  sourcemap: !production,
  minify: production,
  chunkNames: 'chunks/[name]-[hash]',
  logLevel: 'warning',
  // Bundled CommonJS packages call `require` for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});

if (watch) {
  await extension.watch();
  console.log('Watching for changes…');
} else {
  await extension.rebuild();
  await extension.dispose();
}
