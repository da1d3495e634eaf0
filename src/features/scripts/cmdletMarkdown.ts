import { l10n, MarkdownString } from 'vscode';
import { commandId } from '../../contributions.ts';
import type { Analysis } from '../../core/analysis/analyse.ts';
import type { CommandRequirement, ScriptCommand } from '../../core/analysis/types.ts';
import type { Catalog, CmdletFacts, PermissionAlternative } from '../../core/catalog/types.ts';
import { serviceById } from '../../core/services/index.ts';
import { escapeMarkdown, inlineCode } from '../../core/shared/markdown.ts';
import { declared } from './declared.ts';

const mostAlternatives = 5;

/** What is known of a command, for a hover; undefined for one that is none of Microsoft 365. */
export function cmdletMarkdown(analysis: Analysis, command: ScriptCommand): MarkdownString | undefined {
  const { catalog } = analysis.script.context;
  const { facts, request, service } = command;
  if (facts === undefined && request === undefined) {
    return undefined;
  }
  const requirement = analysis.ownRequirements.find(
    ({ range }) => range.start === command.invocation.range.start && range.end === command.invocation.range.end,
  );
  const product = service === undefined ? '' : ` · ${escapeMarkdown(serviceById(service).name)}`;
  const title = requirement?.request ?? command.name;
  const blocks = [
    `**${escapeMarkdown(title)}**${product}`,
    ...retirement(facts),
    ...permissions(catalog, requirement, facts),
    ...roles(catalog, requirement),
    ...appOnly(facts, request?.usesMe === true),
    ...checkLink(),
    source(catalog, request?.source ?? facts?.source),
  ];
  const text = new MarkdownString(blocks.join('\n\n'), true);
  const check = declared('checkScript');
  text.isTrusted = check === undefined ? false : { enabledCommands: [commandId(check)] };
  return text;
}

function retirement(facts: CmdletFacts | undefined): readonly string[] {
  if (!facts?.retired) {
    return [];
  }
  const names = (facts.replacements ?? []).map(inlineCode).join(', ');
  const module = escapeMarkdown(facts.module);
  return [
    names === ''
      ? `$(warning) ${l10n.t('{0} is retired, and no replacement is known.', module)}`
      : `$(warning) ${l10n.t('{0} is retired. Its replacement: {1}', module, names)}`,
  ];
}

function permissions(
  catalog: Catalog,
  requirement: CommandRequirement | undefined,
  facts: CmdletFacts | undefined,
): readonly string[] {
  switch (requirement?.state) {
    case undefined:
    case 'notNeeded':
      return facts?.kind === 'session'
        ? [l10n.t('Opens, closes or describes a connection; needs no permission of its own.')]
        : [l10n.t('Needs no application permission.')];
    case 'noneKnown':
      return [l10n.t('No application permission is documented for it.')];
    case 'dependsOnRequest':
      return [l10n.t('The permission it needs depends on the request.')];
    case 'listed':
      return listed(catalog, requirement);
  }
}

function listed(catalog: Catalog, { alternatives, derivedFrom }: CommandRequirement): readonly string[] {
  const resources = new Set(alternatives.flat().map(({ resourceAppId }) => resourceAppId));
  const [only = ''] = resources;
  const resource = escapeMarkdown(catalog.resource(only)?.name ?? only);
  const heading =
    resources.size > 1
      ? l10n.t('Application permissions, any one suffices, least privilege first:')
      : alternatives.length === 1
        ? l10n.t('Application permission of {0}:', resource)
        : l10n.t('Application permissions of {0}, any one suffices, least privilege first:', resource);
  const shown = alternatives
    .slice(0, mostAlternatives)
    .map((one) => `- ${alternative(catalog, one, resources.size > 1)}`);
  const rest = alternatives.length - shown.length;
  const more = rest === 0 ? [] : [`- ${rest === 1 ? l10n.t('and 1 more') : l10n.t('and {0} more', rest)}`];
  const from = derivedFrom === undefined ? [] : [l10n.t('As documented for {0}.', inlineCode(derivedFrom))];
  return [`${heading}\n\n${[...shown, ...more].join('\n')}`, ...from];
}

function alternative(catalog: Catalog, refs: PermissionAlternative, withResource: boolean): string {
  const names = refs.map(({ permission }) => inlineCode(permission)).join(' + ');
  const resource = catalog.resource(refs[0]?.resourceAppId ?? '')?.name;
  return withResource && resource !== undefined ? `${names} · ${escapeMarkdown(resource)}` : names;
}

function roles(catalog: Catalog, requirement: CommandRequirement | undefined): readonly string[] {
  const names = (requirement?.roles ?? []).map((id) => escapeMarkdown(catalog.role(id)?.name ?? id));
  if (names.length === 0) {
    return [];
  }
  return [
    names.length === 1
      ? l10n.t('Directory role: {0}', names.join())
      : l10n.t('One of these directory roles, smallest first: {0}', names.join(', ')),
  ];
}

function appOnly(facts: CmdletFacts | undefined, usesMe: boolean): readonly string[] {
  if (usesMe) {
    return [`$(error) ${l10n.t('/me is the signed-in user; an application has none.')}`];
  }
  if (facts === undefined || facts.kind === 'session') {
    return [];
  }
  switch (facts.appOnly) {
    case 'yes':
      return [`$(check) ${l10n.t('Works when an application signs in.')}`];
    case 'no':
      return [`$(error) ${l10n.t('Refuses applications: it needs a signed-in user.')}`];
    case 'unknown':
      return [];
  }
}

function checkLink(): readonly string[] {
  const check = declared('checkScript');
  return check === undefined ? [] : [`[${escapeMarkdown(l10n.t('Check this script'))}](command:${commandId(check)})`];
}

function source(catalog: Catalog, from: 'catalog' | 'module' | undefined): string {
  return from === 'module'
    ? `_${l10n.t('From the installed Microsoft Graph module.')}_`
    : `_${l10n.t('Permission data of {0}.', catalog.dataDate)}_`;
}
