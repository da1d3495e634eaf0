import type { Rule } from '../rule.ts';
import { lineIndentation, lineStart } from '../textLines.ts';

/** Connect-IPPSSession reads `$IsWindows`, which Windows PowerShell 5.1 lacks, and asks for a password. */
export const complianceInWindowsPowerShell: Rule<'asksForPassword'> = {
  id: 'complianceInWindowsPowerShell',
  messages: ['asksForPassword'],
  *check({ script }) {
    const desktop = script.syntax.requires.some(
      ({ version, editions }) => /^5\.1/.test(version ?? '') || editions.some((edition) => /^desktop$/i.test(edition)),
    );
    const core = script.syntax.requires.some(({ editions }) => editions.some((edition) => /^core$/i.test(edition)));
    if (!desktop || core || /\$(?:Global:)?IsWindows\b/i.test(script.text)) {
      return;
    }
    for (const { service, thumbprint, invocation } of script.connections) {
      if (service !== 'securityCompliance' || thumbprint === undefined) {
        continue;
      }
      const start = lineStart(script.text, invocation.range.start);
      const indentation = lineIndentation(script.text, start);
      const line = `${indentation}if ($PSVersionTable.PSEdition -ne 'Core') { $Global:IsWindows = $true }`;
      yield {
        message: 'asksForPassword',
        range: invocation.nameRange,
        fixes: [
          {
            kind: 'edit',
            id: 'setIsWindows',
            params: {},
            edits: [{ range: { start, end: start }, text: `${line}${script.text.includes('\r\n') ? '\r\n' : '\n'}` }],
            preferred: true,
          },
        ],
      };
    }
  },
};
