import assert from 'node:assert/strict';
import path from 'node:path';
import { followScripts } from './followScripts.ts';

const root = path.resolve('/work space');
const at = (...parts: readonly string[]) => path.join(root, ...parts);

describe('following imported scripts', () => {
  const follow = async (text: string, files: Readonly<Record<string, string>> = {}) => {
    const asked: string[] = [];
    const known = new Map(Object.entries(files).map(([name, content]) => [at(...name.split('/')), content]));
    const linked = await followScripts(text, at('main.ps1'), async (file) => {
      asked.push(file);
      return known.get(file);
    });
    return { paths: linked.map((script) => path.relative(root, script.path).replaceAll('\\', '/')), asked };
  };

  const references: Readonly<Record<string, string>> = {
    'a dot-sourced file': '. .\\lib.ps1',
    'a dot-sourced file beside the script': '. "$PSScriptRoot\\lib.ps1"',
    'a dot-sourced file without quotes': '. $PSScriptRoot/lib.ps1',
    'braces around the variable': `. "\${PSScriptRoot}\\lib.ps1"`,
    'a joined path': ". (Join-Path $PSScriptRoot 'lib.ps1')",
    'a joined path with names': ". (Join-Path -Path $PSScriptRoot -ChildPath 'lib.ps1')",
    'a variable': '$lib = "$PSScriptRoot\\lib.ps1"\n. $lib',
    'a folder in a variable': '$folder = Split-Path -Parent $MyInvocation.MyCommand.Path\n. "$folder\\lib.ps1"',
    'a script that is run': '& "$PSScriptRoot\\lib.ps1" -Verbose',
    'a script that is run by its path': '.\\lib.ps1 -Force',
  };
  for (const [title, text] of Object.entries(references)) {
    it(`follows ${title}`, async () => {
      assert.deepEqual((await follow(text, { 'lib.ps1': '1' })).paths, ['lib.ps1']);
    });
  }

  it('follows modules by file, manifest, folder and `using`', async () => {
    const files = { 'm/a.psm1': '', 'm/b.psm1': '', 'm/c/c.psm1': '', 'd.psm1': '' };
    const text =
      'using module .\\d.psm1\nImport-Module "$PSScriptRoot/m/a.psm1", .\\m\\b.psd1 -Force\nImport-Module .\\m\\c\nImport-Module ActiveDirectory';
    assert.deepEqual((await follow(text, files)).paths.sort(), ['d.psm1', 'm/a.psm1', 'm/b.psm1', 'm/c/c.psm1']);
  });

  it('goes round in no circle and reads each file once', async () => {
    const { paths, asked } = await follow('. .\\a.ps1\n. .\\b.ps1', {
      'a.ps1': '. .\\b.ps1\n. .\\main.ps1',
      'b.ps1': '. .\\a.ps1',
    });
    assert.deepEqual(paths, ['a.ps1', 'b.ps1']);
    assert.equal(asked.length, 2);
  });

  it('finds files relative to the file that names them', async () => {
    const files = { 'lib/a.ps1': '. "$PSScriptRoot\\inner\\b.ps1"', 'lib/inner/b.ps1': '' };
    assert.deepEqual((await follow('. .\\lib\\a.ps1', files)).paths, ['lib/a.ps1', 'lib/inner/b.ps1']);
  });

  it('asks for nothing that only a run shows', async () => {
    const text =
      'Get-ChildItem $PSScriptRoot\\*.ps1 | ForEach-Object { . $_.FullName }\n. "$env:X\\a.ps1"\n. $profile\n& $command\nImport-Module $name\n# . .\\b.ps1';
    assert.deepEqual((await follow(text)).asked, []);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const reading = followScripts(
      '. .\\a.ps1\n. .\\b.ps1',
      at('main.ps1'),
      async () => {
        controller.abort();
        return '';
      },
      controller.signal,
    );
    await assert.rejects(reading, { name: 'AbortError' });
  });
});
