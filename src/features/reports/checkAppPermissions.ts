import { basename } from 'node:path';
import { l10n, ThemeIcon, Uri } from 'vscode';
import type { Report } from '../../core/analysis/report.ts';
import type { Application } from '../../core/directory/types.ts';
import type { ServiceId } from '../../core/services/types.ts';
import { type CommandOptions, optionError } from '../../workbench/commandOptions.ts';
import { askOne, type Choice } from '../../workbench/prompts/prompts.ts';
import { activeScript } from '../../workbench/scripts/activeScript.ts';
import { pickApplication } from '../../workbench/targets/pickApplication.ts';
import { pickTenant } from '../../workbench/targets/pickTenant.ts';
import { askScript } from './askScript.ts';
import { showReport } from './checkScript.ts';
import { findScripts } from './findScripts.ts';
import { makeReport, type ReportParts } from './makeReport.ts';
import type { ReportPages } from './reportPages.ts';
import { givenScript, readScript, type ScriptSource } from './scriptSource.ts';
import { scriptsOfApplication } from './scriptsOfApplication.ts';

/**
 * Compares what a script or services need with what an application has: for a program as plain values, for a person as a
 * page. A person who names no script chooses what the application is to be checked against.
 */
export async function checkAppPermissions(
  parts: ReportParts,
  pages: ReportPages,
  options: CommandOptions,
): Promise<Report> {
  const { rooms } = parts;
  const given = await givenFromPerson(options);
  const services = await givenServices(options);
  if (options.programmatic) {
    for (const name of ['tenantId', 'appId']) {
      if (options.text(name) === undefined) {
        throw optionError('missing', { name });
      }
    }
  }
  const tenant = await pickTenant(rooms, options);
  const found = await pickApplication(rooms, tenant.tenantId, options, l10n.t('Check Permissions of Application'));
  const application = { tenantId: tenant.tenantId, appId: found.appId };
  const subject = { application, ...(services ? { services } : {}) };
  if (options.programmatic) {
    return (await makeReport(parts, { ...subject, scripts: given ? [given] : [] })).report;
  }
  const scripts = given ? [given] : services ? [] : await askScripts(parts, options, found);
  const facts = await showReport(parts, pages, { ...subject, scripts });
  await remember(parts, scripts, application);
  return facts.report;
}

/** A script that was checked against an application is taken to run as it, where its text names none. */
async function remember(
  { scripts: analysis }: ReportParts,
  scripts: readonly ScriptSource[],
  application: { readonly tenantId: string; readonly appId: string },
): Promise<void> {
  const [only, ...others] = scripts;
  if (only?.uri && others.length === 0) {
    const key = only.uri.toString();
    const known = await analysis.bindings.get(key);
    if (known?.appId !== application.appId || known.tenantId !== application.tenantId) {
      await analysis.bindings.set(key, application);
    }
  }
}

async function givenFromPerson(options: CommandOptions): Promise<ScriptSource | undefined> {
  const uri = options.programmatic ? undefined : (options.uri ?? options.text('uri'));
  return uri === undefined ? givenScript(options, 'script') : readScript(Uri.parse(uri, true));
}

async function givenServices(options: CommandOptions): Promise<readonly ServiceId[] | undefined> {
  const { serviceById } = await import('../../core/services/index.ts');
  return options.list('services', (item) => {
    if (typeof item !== 'string') {
      throw optionError('notText', { name: 'services' });
    }
    return serviceById(item.trim()).id;
  });
}

/** What the application is to be checked against: the script in the editor, those that sign in as it, another, or none. */
async function askScripts(
  parts: ReportParts,
  options: CommandOptions,
  application: Application,
): Promise<readonly ScriptSource[]> {
  const title = l10n.t('Check Permissions of {0}', application.displayName);
  const active = activeScript();
  const [own, all] = await Promise.all([scriptsOfApplication(parts, application.appId), findScripts()]);
  if (all.length === 0 && active === undefined) {
    return [];
  }
  const another: Choice<'another'> = {
    label: l10n.t('Another script…'),
    iconPath: new ThemeIcon('file-code'),
    value: 'another',
  };
  const choices: Choice<'active' | 'own' | 'another' | 'none'>[] = [
    ...(active
      ? [
          {
            label: basename(active.path),
            description: l10n.t('the script in the editor'),
            iconPath: new ThemeIcon('file-code'),
            value: 'active' as const,
          },
        ]
      : []),
    ...(own.length > 0
      ? [
          {
            label: l10n.t('Scripts that sign in as {0}', application.displayName),
            description: own.map(({ path }) => basename(path)).join(', '),
            iconPath: new ThemeIcon('files'),
            value: 'own' as const,
          },
        ]
      : []),
    ...(all.length > 0 ? [another] : []),
    {
      label: l10n.t('No script'),
      description: l10n.t('only what the application requests and holds'),
      iconPath: new ThemeIcon('circle-slash'),
      value: 'none',
    },
  ];
  const chosen = options.boolean('chooseScript')
    ? 'another'
    : await askOne(title, l10n.t('What is it to be checked against?'), choices);
  switch (chosen) {
    case 'active':
      return active ? [await readScript(active)] : [];
    case 'own':
      return Promise.all(own.map(readScript));
    case 'another':
      return [await readScript(await askScript(title, all))];
    case 'none':
      return [];
  }
}
