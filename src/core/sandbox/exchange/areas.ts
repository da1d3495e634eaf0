/** What a cmdlet is about; roles are cut along these lines. */
export type Area = 'connection' | 'recipients' | 'groups' | 'organization' | 'mailFlow' | 'roles' | 'compliance';

/** Areas whose cmdlets a role covers. */
export interface Grant {
  readonly read: readonly Area[];
  readonly write: readonly Area[];
}

export const everything: readonly Area[] = [
  'connection',
  'recipients',
  'groups',
  'organization',
  'mailFlow',
  'roles',
  'compliance',
];
