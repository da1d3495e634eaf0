import type { Uri } from 'vscode';
import type { ScriptAnalysis } from '../../workbench/scripts/scriptAnalysis.ts';
import { toUserError } from '../../workbench/userError.ts';

/** The part of the extension's API for other extensions that checks scripts; `src/api.ts` describes it. */
export function reportsApi(scripts: ScriptAnalysis) {
  return {
    apiVersion: 1 as const,
    checkScript: async (script: string | Uri) => {
      try {
        const { checkApiScript } = await import('./checkApiScript.ts');
        return await checkApiScript(scripts, script);
      } catch (error) {
        throw toUserError(error);
      }
    },
  };
}
