const cue =
  /AADSTS|\b(?:not|cannot|can't|isn't|doesn't|could|couldn't|unable|denied|invalid|fail(?:ed|ure)?|error|must|missing|blocked|insufficient|exceed(?:s|ed)|expired|retired|deprecated|conflict|throttled|without|unavailable|already|supported|limited|incorrect|only|required|disabled|requires|needed|many|mode|no|nicht|falsch|kein|deaktiviert|pas|incorrect|existe|conflicting|forbidden|object)\b|unauthorized|ErrorAccessDenied|Authorization_|EnableSearchOnly|CredentialInvalid|KeyCredential|TooManyRequests|Throttled|NTE_BAD|0x800900|\(?429\)?|\(407\)|EndDate|LimitReached|Server Busy|UserInteractive|CommandNotFound|ParameterNotFound|PSSecurity|ModuleNotFound|ResourceNotFound|MultipleObjects|0x80070056|deshabilitada|contrase/i;

/** Longer lines are data, not messages. */
const longest = 8_000;

/** Whether a line could hold a known error. Cheap, and without loading anything: it is asked about every line of a terminal. */
export function mayHoldError(line: string): boolean {
  return line.length >= 8 && line.length <= longest && cue.test(line);
}
