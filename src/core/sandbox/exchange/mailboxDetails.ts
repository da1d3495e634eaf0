import type { GraphObject } from '../model.ts';
import { type CmdletCall, type CmdletOutput, objects } from './cmdlet.ts';
import { findMailbox, findStored } from './finding.ts';
import { uuid } from './generatedMailboxes.ts';
import { sourceOf } from './source.ts';

/** The identity an EXO cmdlet was given under any of the names it has for it. */
export function identityOf({ parameters }: CmdletCall): string {
  const names = ['Identity', 'UserPrincipalName', 'PrimarySmtpAddress', 'ExchangeGuid', 'ExternalDirectoryObjectId'];
  return names.map((name) => parameters.text(name)).find((value) => value !== undefined) ?? '';
}

/** Size and use of one mailbox: stored, or computed for one that has none. */
export function mailboxStatistics(call: CmdletCall): CmdletOutput {
  const mailbox = findMailbox(call, identityOf(call));
  const keys = [
    mailbox.ExchangeGuid,
    mailbox.Guid,
    mailbox.Identity,
    mailbox.PrimarySmtpAddress,
    mailbox.DisplayName,
  ].map(String);
  const stored = objects(call, 'MailboxStatistics').find((one) =>
    [one.MailboxGuid, one.Identity, one.PrimarySmtpAddress, one.DisplayName].some(
      (key) => typeof key === 'string' && keys.includes(key),
    ),
  );
  return { source: sourceOf([stored ?? computedStatistics(call, mailbox)]) };
}

/** Statistics of a mailbox that has none stored: always the same for the same mailbox. */
function computedStatistics({ context }: CmdletCall, mailbox: GraphObject): GraphObject {
  const number = Number.parseInt(uuid(String(mailbox.Guid)).slice(0, 6), 16);
  const items = number % 40_000;
  const bytes = items * 61_440 + (number % 1024);
  return {
    id: String(mailbox.ExchangeGuid),
    DisplayName: mailbox.DisplayName,
    MailboxGuid: mailbox.ExchangeGuid,
    Identity: mailbox.ExchangeGuid,
    ItemCount: items,
    DeletedItemCount: items % 977,
    TotalItemSize: `${(bytes / 1024 ** 3).toFixed(2)} GB (${bytes.toLocaleString('en-US')} bytes)`,
    LastLogonTime: new Date(context.clock.now().getTime() - (number % 90) * 3_600_000).toISOString(),
    IsArchiveMailbox: false,
  };
}

/** The client access settings of a mailbox; those of a new one where none are stored. */
export function casMailbox(call: CmdletCall, mailbox: GraphObject): GraphObject {
  const stored = findStored(objects(call, 'CASMailbox'), String(mailbox.PrimarySmtpAddress));
  return (
    stored ?? {
      id: String(mailbox.Guid),
      Identity: mailbox.Identity,
      Name: mailbox.Name,
      DisplayName: mailbox.DisplayName,
      PrimarySmtpAddress: mailbox.PrimarySmtpAddress,
      EmailAddresses: mailbox.EmailAddresses,
      Guid: mailbox.Guid,
      ActiveSyncEnabled: true,
      OWAEnabled: true,
      PopEnabled: false,
      ImapEnabled: false,
      MAPIEnabled: true,
      EwsEnabled: true,
      SmtpClientAuthenticationDisabled: null,
    }
  );
}
