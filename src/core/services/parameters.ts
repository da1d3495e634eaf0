import type { CommandParameter } from './types.ts';

/** Leaves out parameters whose value is undefined: what a cloud or a key form does not need. */
export function parameters(
  values: Readonly<Record<string, CommandParameter['value'] | undefined>>,
): CommandParameter[] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

/** The certificate object every block keeps in this variable. */
export const certificateVariable = { expression: '$certificate' } as const;

/** The path of a PFX file, and its password as a `SecureString`. */
export const certificateFileVariables = {
  CertificatePath: { expression: '$certificatePath' },
  CertificatePassword: { expression: '$certificatePassword' },
} as const;
