import { basename } from 'node:path';
import { l10n } from 'vscode';
import type { Place } from '../../core/analysis/types.ts';
import { scriptPath } from '../../workbench/scripts/linkedScripts.ts';
import { findingSentence } from '../../workbench/words/analysis.ts';
import type { ReportFacts, ScriptFindings } from './makeReport.ts';
import type { ListView, PlaceView } from './reportViewTypes.ts';

const mostPlaces = 6;

/** The first places of many, and how many are left out. */
export function shownPlaces(places: readonly Place[]) {
  return {
    places: places.slice(0, mostPlaces).map(placeView),
    morePlaces: Math.max(0, places.length - mostPlaces),
  };
}

function placeView({ name, line, path }: Place): PlaceView {
  return {
    action: `open:${line}:${path ?? ''}`,
    label:
      path === undefined
        ? l10n.t('line {0}: {1}', line, name)
        : l10n.t('{0}, line {1}: {2}', basename(path.replaceAll('\\', '/')), line, name),
  };
}

/** The lists below the tables: findings, and what is not counted as a need. */
export function lists({ needed, scripts }: ReportFacts): readonly ListView[] {
  const found: ListView[] = [];
  const remarks = scripts.flatMap((script) => remarksOn(script, scripts.length > 1));
  if (remarks.length > 0) {
    found.push({ title: l10n.t('Findings'), text: '', places: remarks });
  }
  if (needed.withoutPermission.length > 0) {
    found.push({
      title: l10n.t('Without application permission'),
      text: l10n.t('For these no application permission is documented: they probably need a signed-in user.'),
      places: needed.withoutPermission.slice(0, 20).map(placeView),
    });
  }
  if (needed.undecided.length > 0) {
    found.push({
      title: l10n.t('Decided at run time'),
      text: l10n.t('What these need depends on values that only a run shows.'),
      places: needed.undecided.slice(0, 20).map(placeView),
    });
  }
  if (needed.unknownCommands.length > 0) {
    const [only] = scripts.length === 1 ? scripts : [];
    found.push({
      title: l10n.t('Unknown commands'),
      text: l10n.t('Nothing is known of these; what they need is not counted.'),
      places: needed.unknownCommands.slice(0, 50).map((name) => {
        const command = only?.analysis.script.commands.find((one) => one.lower === name.toLowerCase());
        const line = command && only?.analysis.script.lineOf(command.invocation.range.start);
        return line === undefined ? { action: '', label: name } : placeView({ name, line });
      }),
    });
  }
  return found;
}

/** What the rules say; what is missing stands in the tables, and hints are for the editor. */
function remarksOn({ source, analysis }: ScriptFindings, several: boolean): readonly PlaceView[] {
  const path = several && source.uri ? scriptPath(source.uri) : undefined;
  return analysis.findings
    .filter(({ rule, severity }) => severity !== 'hint' && rule !== 'missingPermission' && rule !== 'missingRole')
    .map((finding) =>
      placeView({
        name: findingSentence(finding),
        line: analysis.script.lineOf(finding.range.start),
        ...(path === undefined ? {} : { path }),
      }),
    );
}
