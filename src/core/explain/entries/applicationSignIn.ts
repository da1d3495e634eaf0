import { entries } from '../entry.ts';

const learn = 'https://learn.microsoft.com';
const codes = `${learn}/entra/identity-platform/reference-error-codes`;
/** "PnP Management Shell", the shared application that was deleted in September 2024. */
const sharedPnpApplication = '31359c7f-bd7e-475c-86db-fdb8c937548e';

/** What the token endpoint says to an application (Microsoft Learn, "Microsoft Entra authentication and authorization error codes"). */
export const applicationSignIn = entries({
  sharedPnpApplication: {
    aadsts: [700016, 65001],
    when: ({ appId }) => appId === sharedPnpApplication,
    wrong: ['appId'],
    fixes: ['setUp'],
    documentation: 'https://pnp.github.io/powershell/articles/registerapplication.html',
    telling: 3,
  },
  applicationNotFound: {
    aadsts: [700016],
    wrong: ['appId'],
    check: 'applicationExists',
    fixes: ['insertConnection', 'setUp', 'signInToTenant'],
    documentation: codes,
    telling: 3,
  },
  certificateNotRegistered: {
    aadsts: [700027],
    check: 'certificateOnApplication',
    fixes: ['uploadCertificate', 'insertConnection'],
    documentation: codes,
    telling: 3,
  },
  assertionOutsideLifetime: {
    aadsts: [700024],
    check: 'clockSkew',
    fixes: ['testSignIn'],
    documentation: codes,
    telling: 3,
  },
  assertionInvalid: {
    aadsts: [50012],
    check: 'certificateOnApplication',
    fixes: ['uploadCertificate', 'testSignIn'],
    documentation: codes,
  },
  certificateOutsideValidity: {
    aadsts: [1000502],
    check: 'certificateValid',
    fixes: ['rotateCertificate', 'uploadAnotherCertificate', 'generateCertificate'],
    documentation: codes,
    telling: 3,
  },
  credentialExpired: {
    aadsts: [7000222],
    check: 'certificateOnApplication',
    fixes: ['rotateCertificate', 'uploadAnotherCertificate'],
    documentation: codes,
    telling: 3,
  },
  clientSecretInvalid: {
    aadsts: [7000215],
    check: 'certificateOnApplication',
    fixes: ['setUp', 'insertConnection'],
    documentation: codes,
    telling: 3,
  },
  assertionMissing: {
    aadsts: [7000218],
    check: 'certificateOnApplication',
    fixes: ['insertConnection', 'openInPortal'],
    documentation: codes,
  },
  servicePrincipalMissing: {
    aadsts: [7000229],
    check: 'servicePrincipalUsable',
    fixes: ['setUp'],
    documentation: codes,
    telling: 3,
  },
  applicationDisabled: {
    aadsts: [7000112],
    check: 'servicePrincipalUsable',
    fixes: ['openInPortal'],
    documentation: codes,
    telling: 3,
  },
  tenantNotFound: {
    aadsts: [90002, 900023],
    wrong: ['tenant'],
    check: 'tenantOfDomain',
    fixes: ['insertConnection', 'signIn'],
    documentation: codes,
    telling: 3,
  },
  resourceNotFound: {
    aadsts: [500011],
    says: [['The resource principal named', 'was not found in the tenant']],
    check: 'resourceExists',
    fixes: ['setUp'],
    documentation: codes,
    telling: 3,
  },
  resourceDisabled: {
    aadsts: [500014],
    check: 'resourceExists',
    fixes: ['openInPortal'],
    documentation: codes,
  },
  blockedByConditionalAccess: {
    aadsts: [53000, 53001, 53003, 530003],
    check: 'signsIn',
    fixes: ['testSignIn', 'openInPortal'],
    documentation: `${learn}/entra/identity/conditional-access/workload-identity`,
    telling: 3,
  },
  blockedBySecurityDefaults: {
    aadsts: [530035],
    check: 'signsIn',
    fixes: ['setUp'],
    documentation: `${learn}/entra/fundamentals/security-defaults`,
    telling: 3,
  },
  consentMissing: {
    aadsts: [65001],
    check: 'consentGranted',
    fixes: ['grantConsent', 'copyAdminConsentLink', 'checkPermissions'],
    documentation: `${learn}/entra/identity/enterprise-apps/grant-admin-consent`,
    telling: 3,
  },
  adminApprovalNeeded: {
    aadsts: [90094, 90095, 900941],
    check: 'consentGranted',
    fixes: ['copyAdminConsentLink', 'grantConsent'],
    documentation: `${learn}/entra/identity/enterprise-apps/grant-admin-consent`,
    telling: 3,
  },
  notAssignedToApplication: {
    aadsts: [50105],
    check: 'servicePrincipalUsable',
    fixes: ['openInPortal'],
    documentation: codes,
  },
  singleTenantApplication: {
    aadsts: [50194, 500200],
    check: 'applicationExists',
    fixes: ['insertConnection'],
    documentation: codes,
  },
  scopeInvalid: {
    aadsts: [70011, 1002012],
    check: 'resourceExists',
    fixes: ['insertConnection'],
    documentation: `${learn}/entra/identity-platform/scopes-oidc`,
  },
  entraUnavailable: {
    aadsts: [90033, 50196, 90055],
    check: 'signInServiceReachable',
    fixes: ['testSignIn'],
    documentation: codes,
  },
});
