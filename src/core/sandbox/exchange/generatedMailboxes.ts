import { createHash } from 'node:crypto';
import type { GraphObject } from '../model.ts';

const types = ['UserMailbox', 'UserMailbox', 'UserMailbox', 'UserMailbox', 'SharedMailbox', 'RoomMailbox'] as const;

/**
 * Mailboxes of a large tenant that exist only when they are looked at: each is computed from its number, so that a hundred
 * thousand of them take no memory.
 */
export class GeneratedMailboxes {
  readonly length: number;
  readonly #domain: string;

  constructor(length: number, domain: string) {
    this.length = length;
    this.#domain = domain;
  }

  at(index: number): GraphObject {
    const number = String(index + 1).padStart(6, '0');
    const alias = `mailbox${number}`;
    const address = `${alias}@${this.#domain}`;
    const type = types[index % types.length] ?? 'UserMailbox';
    const guid = uuid(`guid ${this.#domain} ${index}`);
    return {
      id: guid,
      Identity: alias,
      Id: alias,
      Name: alias,
      Alias: alias,
      DisplayName: `Mailbox ${number}`,
      UserPrincipalName: address,
      PrimarySmtpAddress: address,
      WindowsEmailAddress: address,
      EmailAddresses: [`SMTP:${address}`],
      RecipientType: 'UserMailbox',
      RecipientTypeDetails: type,
      Guid: guid,
      ExchangeGuid: uuid(`exchange ${this.#domain} ${index}`),
      ExternalDirectoryObjectId: uuid(`object ${this.#domain} ${index}`),
      DistinguishedName: `CN=${alias},OU=${this.#domain},OU=Microsoft Exchange Hosted Organizations,DC=EURPR01A001,DC=PROD,DC=OUTLOOK,DC=COM`,
      HiddenFromAddressListsEnabled: false,
      IsShared: type === 'SharedMailbox',
      WhenCreatedUTC: new Date(Date.UTC(2024, 0, 1) + index * 60_000).toISOString(),
    };
  }

  /** The mailbox that `identity` names by alias, address or display name; found without a search. */
  find(identity: string): GraphObject | undefined {
    const number = /^(?:mailbox |mailbox)(\d{6,})(?:@(.+))?$/i.exec(identity);
    const index = Number(number?.[1] ?? Number.NaN) - 1;
    const domain = number?.[2];
    return index >= 0 &&
      index < this.length &&
      (domain === undefined || domain.toLowerCase() === this.#domain.toLowerCase())
      ? this.at(index)
      : undefined;
  }
}

/** A UUID that is always the same for the same text. */
export function uuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
