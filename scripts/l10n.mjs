// `npm run l10n`: collects the sentences of `l10n.t` calls into l10n/bundle.l10n.json, which translators start from.
// `--check` changes nothing and fails when the committed file is not current.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { bundleFile, collectSentences } from './lib/sentences.mjs';

await ensureDependencies();
const { bundle, problems } = await collectSentences();
for (const problem of problems) {
  console.error(problem);
}
const text = `${JSON.stringify(bundle, null, 2)}\n`;
const current = existsSync(bundleFile) ? readFileSync(bundleFile, 'utf8') : '';
if (problems.length > 0) {
  process.exitCode = 1;
} else if (current === text) {
  console.log(`l10n/bundle.l10n.json is current: ${Object.keys(bundle).length} sentences.`);
} else if (process.argv.includes('--check')) {
  console.error('l10n/bundle.l10n.json is not current. Run `npm run l10n` and commit the file.');
  process.exitCode = 1;
} else {
  mkdirSync(dirname(bundleFile), { recursive: true });
  writeFileSync(bundleFile, text);
  console.log(`Wrote l10n/bundle.l10n.json: ${Object.keys(bundle).length} sentences.`);
}
