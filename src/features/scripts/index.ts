import { type Disposable, languages, type Uri } from 'vscode';
import { disposeAll } from '../../workbench/disposeAll.ts';
import type { Parts } from '../../workbench/parts.ts';
import type { ScriptAnalysis } from '../../workbench/scripts/scriptAnalysis.ts';
import { CmdletHover } from './cmdletHover.ts';
import { ConnectionCompletion } from './connectionCompletion.ts';
import { ConnectLenses } from './connectLenses.ts';
import { ConversionPreview } from './conversionPreview.ts';
import { QuickFixes } from './quickFixes.ts';
import { registerRulePages } from './rulePages.ts';
import { ScriptDiagnostics } from './scriptDiagnostics.ts';
import { turnOffRule } from './turnOffRule.ts';
import { VerdictStatus } from './verdictStatus.ts';

interface ScriptsParts extends Parts {
  readonly analysis: ScriptAnalysis;
  readonly extensionUri: Uri;
}

/** PowerShell scripts wherever they are kept: on disk, in memory, in a virtual file system. */
const scripts = { language: 'powershell' };

/** What the editor says of scripts: diagnostics with their fixes, lenses, hovers, completion and the verdict. */
export function registerScripts({ rooms, commands, log, analysis, extensionUri }: ScriptsParts): Disposable {
  const previews = new ConversionPreview();
  return disposeAll([
    previews,
    new ScriptDiagnostics(analysis, log),
    new VerdictStatus(analysis, log),
    registerRulePages(extensionUri),
    languages.registerCodeActionsProvider(scripts, new QuickFixes(analysis), {
      providedCodeActionKinds: QuickFixes.kinds,
    }),
    languages.registerCodeLensProvider(scripts, new ConnectLenses(analysis)),
    languages.registerHoverProvider(scripts, new CmdletHover(analysis)),
    languages.registerCompletionItemProvider(
      scripts,
      new ConnectionCompletion(analysis, rooms),
      ...ConnectionCompletion.triggers,
    ),
    commands.register('convertScript', async (options) =>
      (await import('./convertScript.ts')).convertScript(rooms, analysis, previews, options),
    ),
    commands.register('applyConversion', () => previews.applyShown()),
    commands.register('turnOffRule', turnOffRule),
  ]);
}
