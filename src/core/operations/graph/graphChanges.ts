import type { Catalog } from '../../catalog/types.ts';
import { hasEndpoint } from './endpoint.ts';
import { itemParameterOf, mostCandidates, wellKnown } from './graphCmdlets.ts';
import { pathCandidates, wordsOf } from './segments.ts';
import { singular } from './spelling.ts';

/** What a Graph cmdlet that changes something sends. */
export interface GraphChange {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly version: 'v1.0' | 'beta';
  /** `/users/{UserId}`: the holes are names of the cmdlet's parameters. */
  readonly path: string;
  /** Resource type of the answer. */
  readonly resource: string;
  /** A reference to another object, whose id this parameter takes: the body is `{ "@odata.id": … }`. */
  readonly reference?: string;
}

/**
 * Cmdlets whose request does not follow from their name: method, path, and the parameter of a reference. Source: Microsoft
 * Graph PowerShell's own documentation of each.
 */
const wellKnownChanges: Readonly<Record<string, string>> = {
  'new-groupmember': 'POST /groups/{GroupId}/members/$ref DirectoryObjectId',
  'new-groupmemberbyref': 'POST /groups/{GroupId}/members/$ref',
  'new-groupowner': 'POST /groups/{GroupId}/owners/$ref DirectoryObjectId',
  'new-groupownerbyref': 'POST /groups/{GroupId}/owners/$ref',
  'remove-groupmemberbyref': 'DELETE /groups/{GroupId}/members/{DirectoryObjectId}/$ref',
  'remove-groupmemberdirectoryobjectbyref': 'DELETE /groups/{GroupId}/members/{DirectoryObjectId}/$ref',
  'remove-groupownerbyref': 'DELETE /groups/{GroupId}/owners/{DirectoryObjectId}/$ref',
  'remove-groupownerdirectoryobjectbyref': 'DELETE /groups/{GroupId}/owners/{DirectoryObjectId}/$ref',
  'new-applicationownerbyref': 'POST /applications/{ApplicationId}/owners/$ref',
  'remove-applicationownerdirectoryobjectbyref': 'DELETE /applications/{ApplicationId}/owners/{DirectoryObjectId}/$ref',
  'new-serviceprincipalownerbyref': 'POST /servicePrincipals/{ServicePrincipalId}/owners/$ref',
  'remove-serviceprincipalownerdirectoryobjectbyref':
    'DELETE /servicePrincipals/{ServicePrincipalId}/owners/{DirectoryObjectId}/$ref',
  'new-directoryrolememberbyref': 'POST /directoryRoles/{DirectoryRoleId}/members/$ref',
  'remove-directoryrolememberdirectoryobjectbyref':
    'DELETE /directoryRoles/{DirectoryRoleId}/members/{DirectoryObjectId}/$ref',
  'set-usermanagerbyref': 'PUT /users/{UserId}/manager/$ref',
  'remove-usermanagerbyref': 'DELETE /users/{UserId}/manager/$ref',
  'set-userlicense': 'POST /users/{UserId}/assignLicense',
  'set-grouplicense': 'POST /groups/{GroupId}/assignLicense',
  'remove-applicationpassword': 'POST /applications/{ApplicationId}/removePassword',
  'remove-applicationkey': 'POST /applications/{ApplicationId}/removeKey',
  'remove-serviceprincipalpassword': 'POST /servicePrincipals/{ServicePrincipalId}/removePassword',
  'remove-serviceprincipalkey': 'POST /servicePrincipals/{ServicePrincipalId}/removeKey',
  'restore-directorydeleteditem': 'POST /directory/deletedItems/{DirectoryObjectId}/restore',
  'revoke-usersigninsession': 'POST /users/{UserId}/revokeSignInSessions',
  'send-usermail': 'POST /users/{UserId}/sendMail',
};

const verbs = /^(New|Update|Set|Remove|Add|Send|Revoke|Grant|Confirm|Restore|Start|Stop|Invoke)-(MgBeta|Mg)(\w+)$/i;

/**
 * The request of a Graph cmdlet that changes something: from the table above, else by the SDK's naming rule checked
 * against the catalog's endpoints. Undefined when none fits.
 */
export function resolveGraphChange(
  name: string,
  catalog: Pick<Catalog, 'request' | 'cmdlet'> | undefined,
): GraphChange | undefined {
  const [, written = '', prefix = '', noun = ''] = verbs.exec(name) ?? [];
  if (noun === '') {
    return undefined;
  }
  const verb = written.toLowerCase();
  const version = /beta$/i.test(prefix) ? 'beta' : 'v1.0';
  const known = wellKnownChanges[`${verb}-${noun.toLowerCase()}`];
  if (known !== undefined) {
    const [method = '', path = '', reference] = known.split(' ');
    return {
      method: method as GraphChange['method'],
      version,
      path,
      resource: resourceOf(path.replace(/\/\$ref$/, '')),
      ...(reference === undefined ? {} : { reference }),
    };
  }
  const facts = catalog?.cmdlet(name);
  // A name that only follows from another one must not become a request: `Remove-MgGroupMember` would be
  // `DELETE …/members/{id}` where `…/{id}/$ref` is meant, and delete the member itself.
  if (catalog === undefined || facts?.confidence !== 'documented' || facts.derivedFrom !== undefined) {
    return undefined;
  }
  let tried = 0;
  const exists = (method: string, path: string) => {
    tried += 1;
    return hasEndpoint(catalog, method, version, path);
  };
  const make = (method: GraphChange['method'], path: string, resource = resourceOf(path)): GraphChange => ({
    method,
    version,
    path,
    resource,
  });
  const method = ({ new: 'POST', update: 'PATCH', set: 'PUT', remove: 'DELETE' } as const)[verb];
  if (method === undefined) {
    return action(written, noun, (path) => tried < mostCandidates && exists('POST', path), make);
  }
  for (const { path, item } of candidates(noun)) {
    if (tried > mostCandidates) {
      return undefined;
    }
    // Settings are called in the plural though there is one of them.
    const wanted = (method === 'POST' ? [path] : [item ?? path, path]).find((each) => exists(method, each));
    if (wanted !== undefined) {
      return make(method, wanted, resourceOf(path));
    }
    if (method === 'POST' && /ByRef$/i.test(noun)) {
      return undefined;
    }
  }
  return undefined;
}

interface Candidate {
  readonly path: string;
  /** The path of one item; undefined where the path is no collection. */
  readonly item: string | undefined;
}

/** The paths a noun can stand for; the one that is known for reading first. */
function* candidates(noun: string): Generator<Candidate> {
  const [path = '', , shape] = wellKnown[noun.toLowerCase()]?.split(' ') ?? [];
  if (path !== '' && shape !== '-') {
    yield { path, item: shape === '=' ? undefined : `${path}/{${itemParameterOf(path)}}` };
  }
  for (const { path: derived, isPlural, itemParameter } of pathCandidates(wordsOf(noun))) {
    yield { path: derived, item: isPlural ? `${derived}/{${itemParameter}}` : undefined };
  }
}

/** `Send-MgUserMail` is sendMail of a user, `Invoke-MgDeclineUserEvent` is decline of a user's event. */
function action(
  verb: string,
  noun: string,
  exists: (path: string) => boolean,
  make: (method: 'POST', path: string, resource: string) => GraphChange,
): GraphChange | undefined {
  const words = wordsOf(noun);
  const named = verb.toLowerCase() === 'invoke' ? [] : [verb];
  for (let cut = 1; cut < words.length; cut += 1) {
    const readings = [
      { owner: words.slice(0, cut), does: [...named, ...words.slice(cut)] },
      { owner: words.slice(cut), does: [...named, ...words.slice(0, cut)] },
    ];
    for (const { owner, does } of readings) {
      const name = does.join('');
      const segment = name.charAt(0).toLowerCase() + name.slice(1);
      let looked = 0;
      for (const { path, item } of candidates(owner.join(''))) {
        const whole = `${item ?? path}/${segment}`;
        if (exists(whole)) {
          return make('POST', whole, segment);
        }
        looked += 1;
        if (looked > mostReadings) {
          break;
        }
      }
    }
  }
  // An action of the object itself: `Confirm-MgUserMember…` has none, `Stop-MgX` is stop of an x.
  for (const { path, item } of candidates(noun)) {
    const whole = `${item ?? path}/${verb.toLowerCase()}`;
    if (exists(whole)) {
      return make('POST', whole, '');
    }
    if (path.split('/').length > words.length) {
      return undefined;
    }
  }
  return undefined;
}

/** Ways to read the owner of an action that are looked up. */
const mostReadings = 100;

/** `user` for `/users/{UserId}`. */
function resourceOf(path: string): string {
  const last = path
    .split('/')
    .filter((segment) => !segment.startsWith('{'))
    .at(-1);
  return singular((last ?? '').replace(/^microsoft\.graph\./, ''));
}
