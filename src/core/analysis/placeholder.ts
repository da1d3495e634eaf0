/** A word that says what belongs there, where only the name around it says that it is a secret. */
export function isLabel(text: string): boolean {
  return /^(?:secret|password|string|securestring|required|true|false|none|null)$/i.test(text.trim());
}

/** Text that stands for a value somebody is to fill in: `<password>`, `{tenant}`, `%PASSWORD%`, `your-secret`, `CLIENT-SECRET`, `xxxx`. */
export function isPlaceholder(text: string): boolean {
  const trimmed = text.trim();
  return (
    trimmed === '' ||
    /^[<[{(«].*[>\]})»]$/s.test(trimmed) ||
    /^(?:%.*%|#+\{?.*\}?#+|#\{.*|__.*__|\$\(.*\)|@@.*@@|\*+|\.+|-+|…)$/s.test(trimmed) ||
    /<[^<>]+>|\{\{.*\}\}/s.test(trimmed) ||
    /^(.)\1{3,}$/.test(trimmed) ||
    /^[x0-]+$/i.test(trimmed) ||
    /\b(?:your|my)[-_ ]?(?:\w+[-_ ]?)*(?:password|secret|tenant|app|client|thumbprint|org|domain|key|value|id|cert\w*)/i.test(
      trimmed,
    ) ||
    /^(?:your|enter|insert|replace|change|fill|put|type|add|paste|specify|provide)(?:[-_ ]|me\b|[A-Z])/i.test(
      trimmed,
    ) ||
    /^(?:placeholder|todo|tbd|redacted|removed|hidden|n\/a|none|null|undefined|empty|changeme)$/i.test(trimmed) ||
    /^[A-Z]{2,}(?:[-_. ][A-Z]+)+$/.test(trimmed) ||
    /^(?:dummy|example|sample|fake)/i.test(trimmed) ||
    /(?:client|app|application)[-_ ]?secret|secret[-_ ]?(?:value|key|here)|(?:password|key|value)[-_ ]?here/i.test(
      trimmed,
    ) ||
    /placeholder|redacted|goes[-_ ]?here|x{6,}/i.test(trimmed)
  );
}
