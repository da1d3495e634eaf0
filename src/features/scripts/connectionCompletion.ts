import {
  type CancellationToken,
  CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  l10n,
  type Position,
  type TextDocument,
} from 'vscode';
import type { Analysis } from '../../core/analysis/analyse.ts';
import type { Connection } from '../../core/analysis/connections.ts';
import type { KnownConnection } from '../../core/analysis/types.ts';
import type { Rooms } from '../../workbench/rooms.ts';
import { editorRange } from '../../workbench/scripts/editorRange.ts';
import type { ScriptAnalysis } from '../../workbench/scripts/scriptAnalysis.ts';
import { certificateState, shortThumbprint } from '../../workbench/words/certificateState.ts';
import type { ConnectValuePlace } from './connectValuePlace.ts';

/** The end of a line in which a value of a connect statement may begin; anything else is not parsed. */
const worthLooking =
  /(?:-(?:app|cl|cert|thu|org|ten|aud|dom)\w*[\s:]*|\b(?:App(?:lication)?Id|ClientId|(?:Certificate)?Thumbprint|Organization|Tenant(?:Id)?)["']?\s*=\s*)["'\u2018-\u201f]?[\w.-]*$/i;

/** Offers what is known here for the values of connect statements: applications, certificates, tenants. */
export class ConnectionCompletion implements CompletionItemProvider {
  static readonly triggers = ["'", '"', ' '];
  readonly #analysis: ScriptAnalysis;
  readonly #rooms: Rooms;

  constructor(analysis: ScriptAnalysis, rooms: Rooms) {
    this.#analysis = analysis;
    this.#rooms = rooms;
  }

  async provideCompletionItems(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<CompletionItem[]> {
    if (!worthLooking.test(document.lineAt(position.line).text.slice(0, position.character))) {
      return [];
    }
    const analysis = await this.#analysisOf(document, token);
    if (analysis === undefined) {
      return [];
    }
    const { connectValuePlace } = await import('./connectValuePlace.ts');
    const place = connectValuePlace(analysis.script, document.offsetAt(position));
    // Typing on does not make the offers wrong: the editor narrows them itself.
    if (place === undefined || token.isCancellationRequested) {
      return [];
    }
    const offers = await this.#offers(analysis, place);
    return offers.map((offer, index) => completion(document, place, offer, index));
  }

  /** Typing on does not end a completion: what was typed meanwhile is analysed instead. */
  async #analysisOf(document: TextDocument, token: CancellationToken): Promise<Analysis | undefined> {
    for (;;) {
      const { version } = document;
      const analysis = await this.#analysis.analyseDocument(document);
      if (analysis !== undefined || document.version === version || token.isCancellationRequested) {
        return analysis;
      }
    }
  }

  async #offers({ script }: Analysis, { role, statement }: ConnectValuePlace): Promise<readonly Offer[]> {
    const known = preferring(await this.#analysis.connections(), statement);
    switch (role) {
      case 'appId':
        return known.map(({ appId, displayName, domain }) => ({
          value: appId,
          label: displayName,
          description: domain,
          detail: l10n.t('Application {0} in {1}', displayName, domain),
        }));
      case 'thumbprint':
        return this.#certificates(known, script.context.certificates ?? []);
      case 'organization':
        return distinct(known.map(({ domain, displayName }) => tenantOffer(domain, domain, displayName)));
      case 'tenant':
        return distinct(
          known.flatMap(({ tenantId, domain, displayName }) => [
            tenantOffer(domain, domain, displayName),
            tenantOffer(tenantId, tenantId, displayName),
          ]),
        );
    }
  }

  /** The certificates of the applications first, then those of the vault. */
  async #certificates(
    known: readonly KnownConnection[],
    certificates: readonly { readonly thumbprint: string }[],
  ): Promise<readonly Offer[]> {
    const here = new Map(
      (await (await this.#rooms.vault()).list()).certificates.map((certificate) => [
        certificate.thumbprint,
        certificate,
      ]),
    );
    const now = this.#rooms.clock.now();
    const applications = new Map<string, readonly KnownConnection[]>();
    for (const connection of known) {
      for (const thumbprint of connection.thumbprints) {
        applications.set(thumbprint, [...(applications.get(thumbprint) ?? []), connection]);
      }
    }
    const all = new Set([...applications.keys(), ...certificates.map(({ thumbprint }) => thumbprint)]);
    return [...all].map((thumbprint) => {
      const certificate = here.get(thumbprint);
      const names = (applications.get(thumbprint) ?? []).map(({ displayName }) => displayName).join(', ');
      const state = certificate === undefined ? l10n.t('not on this computer') : certificateState(certificate, now);
      return {
        value: thumbprint,
        label: certificate?.friendlyName || certificate?.subject || shortThumbprint(thumbprint),
        description: state,
        detail: names === '' ? l10n.t('Certificate of the vault') : l10n.t('Certificate of {0}', names),
      };
    });
  }
}

interface Offer {
  readonly value: string;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

function tenantOffer(value: string, label: string, application: string): Offer {
  return { value, label, description: application, detail: l10n.t('Tenant of {0}', application) };
}

function distinct(offers: readonly Offer[]): readonly Offer[] {
  return offers.filter(({ value }, index) => offers.findIndex((other) => other.value === value) === index);
}

/** What fits the values the statement has already comes first. */
function preferring(
  known: readonly KnownConnection[],
  statement: Pick<Connection, 'appId' | 'tenant' | 'thumbprint'>,
): readonly KnownConnection[] {
  const appId = statement.appId?.text?.toLowerCase();
  const tenant = statement.tenant?.text?.toLowerCase();
  const thumbprint = statement.thumbprint?.text?.toUpperCase();
  const fits = (one: KnownConnection) =>
    Number(one.appId.toLowerCase() === appId) * 4 +
    Number(one.tenantId.toLowerCase() === tenant || one.domain.toLowerCase() === tenant) * 2 +
    Number(thumbprint !== undefined && one.thumbprints.includes(thumbprint));
  return [...known].sort((left, right) => fits(right) - fits(left));
}

function completion(
  document: TextDocument,
  { range, quote }: ConnectValuePlace,
  { value, label, description, detail }: Offer,
  index: number,
): CompletionItem {
  const item = new CompletionItem({ label, description }, CompletionItemKind.Value);
  item.detail = detail;
  item.documentation = value;
  // Found by its name and by its value; the editor matches what is typed against this.
  item.filterText = label === value ? value : `${value} ${label}`;
  item.sortText = `0${index.toString().padStart(4, '0')}`;
  item.insertText = quote === 'bare' ? `'${value.replaceAll("'", "''")}'` : value;
  item.range = editorRange(document, range);
  return item;
}
