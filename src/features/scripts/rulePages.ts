import { type Disposable, l10n, Uri, workspace } from 'vscode';
import { type RuleId, ruleIds } from '../../core/analysis/ruleIds.ts';

const scheme = 'entra-cert-auth-rule';

/** The page of a rule, which comes with the extension: nothing is fetched. */
export function rulePageUri(rule: RuleId): Uri {
  return Uri.from({ scheme, path: `/${rule}.md` });
}

/** Shows the pages below `docs/rules` as read-only documents. */
export function registerRulePages(extensionUri: Uri): Disposable {
  return workspace.registerTextDocumentContentProvider(scheme, {
    async provideTextDocumentContent({ path }) {
      const rule = ruleIds.find((id) => path === `/${id}.md`);
      if (rule === undefined) {
        return l10n.t('There is no such rule.');
      }
      const page = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'docs', 'rules', `${rule}.md`));
      return new TextDecoder().decode(page);
    },
  });
}
