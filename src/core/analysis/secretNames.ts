import { isLabel, isPlaceholder } from './placeholder.ts';

export type SecretKind = 'password' | 'clientSecret';

const secretName = /(?:client|app|application|aad)_?-?secret(?:_?value|_?text)?$/i;
const passwordName = /(?:password|passwd|passphrase)$/i;
const notAPassword =
  /^(?:force|reset|change|must|no|is|has|use|show|generate|require|prompt|ask|get|test|validate|expire)/i;

/** What the name of a variable, key or parameter says its value is; undefined for a name that says nothing. */
export function nameKind(name: string): SecretKind | undefined {
  // Most names are too short, or end in another letter than any of ours (password, passphrase, secret, value, text).
  if (name.length < 6 || !/[det]$/i.test(name)) {
    return undefined;
  }
  const bare = name.replace(/^\w+:/, '');
  if (secretName.test(bare)) {
    return 'clientSecret';
  }
  return passwordName.test(bare) && !notAPassword.test(bare) ? 'password' : undefined;
}

/** A secret is a client secret by its name, or by its form. */
export function kindOf(name: string, text: string): SecretKind {
  return nameKind(name) === 'clientSecret' || isGeneratedSecret(text) ? 'clientSecret' : 'password';
}

/** Microsoft's client secrets have a tilde as their sixth character: `abc8Q~…`. */
export function isGeneratedSecret(text: string): boolean {
  return /^[\w.~-]{3}\dQ~[\w.~-]{31,37}$/.test(text);
}

/** Text that is a secret where the place alone says that one belongs there. */
export function isSecret(text: string): boolean {
  return text.length >= 3 && !isPlaceholder(text) && !isLabel(text);
}

/** Text that is a secret where only a name says so: it has to look like one, too. */
export function looksSecret(text: string): boolean {
  return isSecret(text) && looksChosen(text);
}

/** Not a label, a path, an address or a type name: something with a digit or a sign in it, and without spaces. */
function looksChosen(text: string): boolean {
  return (
    text.length >= 6 &&
    !/\s|:\/\/|^[A-Za-z]:\\|^\.{0,2}[\\/]|\.(?:txt|xml|json|csv|clixml|key|pfx|cred)$|^[\w.-]{2,}@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$/i.test(
      text,
    ) &&
    /[^A-Za-z]/.test(text) &&
    !/^[A-Za-z]+(?:[-_.:][A-Za-z]*)+$/.test(text)
  );
}
