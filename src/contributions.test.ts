import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  commandId,
  commandNames,
  contextKeys,
  pageTypes,
  settingDefaults,
  terminalProfileId,
  viewContainerId,
  viewIds,
} from './contributions.ts';
import { ruleSeverities } from './core/analysis/ruleIds.ts';

const root = join(import.meta.dirname, '..');
const manifestText = readFileSync(join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(manifestText);
const strings: Record<string, string> = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8'));
const { contributes } = manifest;

const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id).sort();

describe('Manifest and code', () => {
  it('name the same commands', () => {
    const declared = contributes.commands.map(({ command }: { command: string }) => command).sort();
    assert.deepEqual(declared, commandNames.map(commandId).sort());
  });

  it('name the same views and container', () => {
    const views = Object.values<{ id: string }[]>(contributes.views).flat();
    assert.deepEqual(ids(views), Object.values(viewIds).sort());
    assert.deepEqual(ids(contributes.viewsContainers.activitybar), [viewContainerId]);
  });

  it('give each rule of the analysis the same severity', () => {
    const declared = Object.entries<{ default?: unknown }>(
      Object.assign({}, ...[contributes.configuration].flat().map(({ properties }) => properties)),
    ).flatMap(([name, setting]) => {
      const rule = /^entraCertAuth\.rules\.(\w+)$/.exec(name)?.[1];
      return rule === undefined ? [] : [[rule, setting.default]];
    });
    assert.deepEqual(Object.fromEntries(declared), ruleSeverities);
  });

  it('start the extension for the pages that are made again', () => {
    const started = manifest.activationEvents.filter((event: string) => event.startsWith('onWebviewPanel:'));
    assert.deepEqual(
      started,
      Object.values(pageTypes).map((type) => `onWebviewPanel:${type}`),
    );
  });

  it('name the same terminal profile', () => {
    assert.deepEqual(ids(contributes.terminal.profiles), [terminalProfileId]);
  });

  it('name the same settings with the same defaults', () => {
    const declared = Object.entries<{ default: unknown }>(contributes.configuration.properties)
      .filter(([name]) => !name.startsWith('entraCertAuth.rules.'))
      .map(([name, { default: value }]) => [name.replace('entraCertAuth.', ''), value]);
    assert.deepEqual(Object.fromEntries(declared), settingDefaults);
  });

  it('use no context key that nobody sets', () => {
    const used = [...manifestText.matchAll(/\bentraCertAuth\.[\w.]+/g)].map(([name]) => name);
    const known = new Set<string>([
      ...Object.values(contextKeys),
      ...commandNames.map(commandId),
      ...Object.values(viewIds),
      ...Object.values(pageTypes),
      ...ids(contributes.terminal.profiles),
      ...Object.keys(contributes.configuration.properties),
    ]);
    assert.deepEqual(
      used.filter((name) => !known.has(name)),
      [],
    );
    const text = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('contributions'))
      .map((name) => readFileSync(join(root, 'src', name), 'utf8'))
      .join('\n');
    const never = Object.keys(contextKeys).filter(
      (name) => !new RegExp(`\\b(contextKeys|keys)\\.${name}\\b`).test(text),
    );
    assert.deepEqual(never, []);
  });

  it('use every string of package.nls.json, and none that is missing', () => {
    const used = new Set([...manifestText.matchAll(/%([\w.]+)%/g)].map(([, key]) => key));
    assert.deepEqual(
      [...used].filter((key) => !(key! in strings)),
      [],
    );
    assert.deepEqual(
      Object.keys(strings).filter((key) => !used.has(key)),
      [],
    );
  });

  it('show only commands in menus that exist, with an icon where they stand inline', () => {
    const icons = new Map(
      contributes.commands.map((each: { command: string; icon?: string }) => [each.command, each.icon]),
    );
    for (const [menu, items] of Object.entries<{ command: string; group?: string }[]>(contributes.menus)) {
      for (const { command, group } of items) {
        assert.ok(icons.has(command), `${menu}: ${command}`);
        if (group?.startsWith('inline') || (menu === 'view/title' && group?.startsWith('navigation'))) {
          assert.ok(icons.get(command), `${command} needs an icon`);
        }
      }
    }
  });

  it('anchor every viewItem flag as a whole word and bind every clause to its view', () => {
    for (const { when } of contributes.menus['view/item/context'] as { when: string }[]) {
      assert.match(when, /^view == /);
      assert.ok(!when.includes('||'), when);
      for (const [, pattern] of when.matchAll(/viewItem =~ \/(.*?)\//g)) {
        assert.match(pattern!, /^\\b.*\\b$/);
      }
    }
  });

  it('point only at files that exist', () => {
    const files = [
      manifest.icon,
      ...contributes.viewsContainers.activitybar.map(({ icon }: { icon: string }) => icon),
      ...contributes.walkthroughs.flatMap(({ steps }: { steps: { media: { markdown: string } }[] }) =>
        steps.map(({ media }) => media.markdown),
      ),
    ];
    assert.deepEqual(
      files.filter((file) => !existsSync(join(root, file))),
      [],
    );
  });

  it('say "certificate", never "cert", to people', () => {
    const wrong = Object.entries(strings).filter(([, text]) =>
      /\bcerts?\b(?! Auth)/i.test(text.replaceAll('Entra Cert Auth', '')),
    );
    assert.deepEqual(wrong, []);
  });
});
