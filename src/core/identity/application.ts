import { createPrivateKey } from 'node:crypto';
import { ConfidentialClientApplication, LogLevel } from '@azure/msal-node';
import type { SigningCertificate } from '../certificates/types.ts';
import { throwIfAborted } from '../shared/clock.ts';
import type { Clock, HttpTransport, Log } from '../shared/ports.ts';
import { identityError } from './errors.ts';
import { msalFailure } from './msalFailure.ts';
import { MsalNetwork } from './msalNetwork.ts';
import { isGuid, tenantName } from './tenantName.ts';
import { tokenClaims } from './tokenClaims.ts';
import type { ApplicationToken, Cloud } from './types.ts';

export interface ApplicationSignIn {
  readonly cloud: Cloud;
  /** Tenant id or domain. */
  readonly tenantId: string;
  readonly appId: string;
  readonly certificate: SigningCertificate;
  /** Resource the token is for: `https://graph.microsoft.com`, or an application id. */
  readonly resource: string;
  readonly transport: HttpTransport;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Signs in as an application with its certificate: client credentials with a PS256 assertion under `x5t#S256`, made by
 * MSAL's confidential client. Always a fresh token, so that it shows grants and roles as they are now.
 *
 * @throws SignInFailed with the reason of the AADSTS code; Network, Throttled, InvalidInput, AbortError
 */
export async function signInAsApplication(request: ApplicationSignIn): Promise<ApplicationToken> {
  const { cloud, appId, certificate, resource, transport, log, clock, signal } = request;
  throwIfAborted(signal);
  const tenant = tenantName(request.tenantId);
  if (!isGuid(appId)) {
    throw identityError('invalidAppId', { appId });
  }
  checkKey(certificate);
  const facts = { tenant, appId, resource, thumbprint: certificate.thumbprint };
  const network = new MsalNetwork({ transport, clock, log, signal });
  try {
    const client = new ConfidentialClientApplication({
      auth: {
        clientId: appId,
        authority: `${cloud.authority}/${tenant}`,
        clientCertificate: {
          thumbprintSha256: certificate.thumbprintSha256,
          privateKey: certificate.privateKeyPem,
        },
        ...(cloud.id === 'Custom' ? { knownAuthorities: [new URL(cloud.authority).host] } : {}),
      },
      system: {
        networkClient: network,
        loggerOptions: { loggerCallback: () => undefined, logLevel: LogLevel.Error, piiLoggingEnabled: false },
      },
    });
    const result = await client.acquireTokenByClientCredential({ scopes: [defaultScope(resource)], skipCache: true });
    if (!result?.expiresOn) {
      throw identityError('failed', { ...facts, detail: 'no_token' });
    }
    const { roles, wids } = tokenClaims(result.accessToken);
    log.info('Signed in as an application', {
      appId,
      tenant,
      resource,
      roles: roles.length,
      directoryRoles: wids.length,
    });
    return { accessToken: result.accessToken, expiresOn: result.expiresOn, roles, wids };
  } catch (error) {
    throwIfAborted(signal);
    const failure = msalFailure(error, network, facts);
    log.warn('Signing in as an application failed', {
      appId,
      tenant,
      resource,
      aadsts: network.refusal?.aadsts,
      traceId: network.refusal?.traceId,
      correlationId: network.refusal?.correlationId,
    });
    throw failure;
  }
}

function defaultScope(resource: string): string {
  return resource.endsWith('/.default') ? resource : `${resource}/.default`;
}

/** Fails before anything is sent when the key can't sign; the error carries nothing of the key. */
function checkKey({ privateKeyPem, thumbprint }: SigningCertificate): void {
  let kind: string | undefined;
  try {
    kind = createPrivateKey(privateKeyPem).asymmetricKeyType;
  } catch {
    kind = undefined;
  }
  if (kind !== 'rsa') {
    throw identityError('signingFailed', { thumbprint });
  }
}
