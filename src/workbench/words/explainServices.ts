import { l10n } from 'vscode';
import type { ExplanationWords } from './explanations.ts';

/** Certificates, Exchange, Graph. */
export const explainServices = {
  keysetMissing: {
    title: () => l10n.t('The private key can not be read'),
    cause: () =>
      l10n.t('The certificate is installed, but its key is missing or belongs to the computer or to another user.'),
    remedy: () => l10n.t('Install the certificate again in the certificate store of the user that runs the script.'),
  },
  keyNotCsp: {
    title: () => l10n.t('The key is of a kind the module can not use'),
    cause: () =>
      l10n.t('The private key is kept by a newer provider (CNG); this module needs one of the older kind (CSP).'),
    remedy: () => l10n.t('Import the PFX with a CSP provider, or hand the certificate over as an object.'),
  },
  keyAccessDenied: {
    title: () => l10n.t('Access to the private key is denied'),
    cause: () => l10n.t('The user that runs the script may not read the key of the certificate.'),
    remedy: () => l10n.t('Import the PFX for this user, or grant the user read access to the key.'),
  },
  privateKeyMissing: {
    title: () => l10n.t('The certificate is there without its private key'),
    cause: () => l10n.t('A CER file was imported, or the PFX was read without its key. Only the key can sign.'),
    remedy: () => l10n.t('Import the PFX that holds the private key.'),
  },
  thumbprintNotFound: {
    title: () => l10n.t('The certificate is not in the store'),
    cause: () =>
      l10n.t('The module looked in CurrentUser\\My of the user that runs the script and found no valid certificate.'),
    remedy: () =>
      l10n.t('Install the certificate in the store of this user, or hand the certificate over as an object.'),
  },
  thumbprintLength: {
    title: () => l10n.t('The thumbprint is not complete'),
    cause: () => l10n.t('A thumbprint has 40 characters; a copied one can hold invisible characters, or spaces.'),
    remedy: () => l10n.t('Insert the connection block: it holds the exact thumbprint.'),
  },
  thumbprintNeedsWindows: {
    title: () => l10n.t('Thumbprints work on Windows only'),
    cause: () => l10n.t('This computer has no certificate store in which the module could look the thumbprint up.'),
    remedy: () => l10n.t('Load the certificate from its PFX file and pass it as an object.'),
  },
  pfxPassword: {
    title: () => l10n.t('The PFX could not be opened with this password'),
    cause: () => l10n.t('The password is wrong, or the computer is too old for the AES encryption of the file.'),
    remedy: () => l10n.t('Export the PFX again, with the older encryption for Windows Server 2016.'),
  },
  pfxMissing: {
    title: () => l10n.t('The PFX file was not found'),
    cause: () => l10n.t('The path is wrong or relative to another folder, or the user may not load keys from files.'),
    remedy: () => l10n.t('Give the whole path, and check that the user that runs the script can read the file.'),
  },
  lifetimePolicy: {
    title: () => l10n.t('The certificate is valid for longer than the tenant allows'),
    cause: () => l10n.t('A policy of the tenant limits how long credentials of applications may be valid.'),
    remedy: () => l10n.t('Generate a certificate with a shorter validity.'),
  },
  endDateInvalid: {
    title: () => l10n.t('The dates of the certificate do not suit Entra'),
    cause: () => l10n.t('The dates given for the credential lie outside those of the certificate, or in the past.'),
    remedy: () => l10n.t('Upload the certificate without dates of your own, or generate a new one.'),
  },
  keyCredentialReplaced: {
    title: () => l10n.t('A credential can not be changed, only added or removed'),
    cause: () => l10n.t('The update sends another certificate under the key id of an existing one.'),
    remedy: () => l10n.t('Add the certificate as a new one; uploading it here keeps the others.'),
  },
  exchangeRoleMissing: {
    title: () => l10n.t('The application has no directory role that Exchange accepts'),
    cause: () =>
      l10n.t('Exchange admits an application only with a directory role; a new role takes up to half an hour.'),
    remedy: () => l10n.t('Assign a role such as Exchange Recipient Administrator, then connect again.'),
  },
  exchangeUnauthorized: {
    title: () => l10n.t('Exchange does not admit the application'),
    cause: () =>
      l10n.t('Exchange.ManageAsApp is not granted on Office 365 Exchange Online, or was granted minutes ago.'),
    remedy: () => l10n.t('Grant the permission on that API, then connect again.'),
  },
  cmdletNotAllowed: {
    title: () => l10n.t('The role does not include this cmdlet'),
    cause: () => l10n.t('The application signed in, but its directory role does not allow this cmdlet.'),
    remedy: () => l10n.t('Assign a larger role, or a custom role group with this cmdlet.'),
  },
  cmdletNotImported: {
    title: () => l10n.t('The session does not have this cmdlet'),
    cause: () => l10n.t('Exchange offers only cmdlets that the role includes; without a connection there are none.'),
    remedy: () => l10n.t('Connect first; if it is still missing, assign a role that includes the cmdlet.'),
  },
  cmdletRefusesApplications: {
    title: () => l10n.t('The cmdlet does not work for applications'),
    cause: () => l10n.t('The service runs this cmdlet only for a signed-in person.'),
    remedy: () => l10n.t('Use the Microsoft Graph equivalent, or run this part with a sign-in of a person.'),
  },
  organizationWrong: {
    title: () => l10n.t('The organization is not the initial domain'),
    cause: () => l10n.t('-Organization names another domain than the initial one that ends in onmicrosoft.com.'),
    remedy: () => l10n.t('Use the initial domain of the tenant.'),
  },
  delegatedOrganization: {
    title: () => l10n.t('Applications can not connect on behalf of another organization'),
    cause: () => l10n.t('-DelegatedOrganization does not go together with a certificate.'),
    remedy: () => l10n.t('Set up an application in each tenant and leave the parameter out.'),
  },
  complianceLoginBox: {
    title: () => l10n.t('The module asks a person to sign in'),
    cause: () => l10n.t('Older modules miss the variable $IsWindows in Windows PowerShell and ignore the certificate.'),
    remedy: () => l10n.t('Set the variable, update the module, or pass the certificate as an object.'),
  },
  searchOnlySession: {
    title: () => l10n.t('Searches need a session of their own'),
    cause: () => l10n.t('Compliance search cmdlets work only after Connect-IPPSSession -EnableSearchOnlySession.'),
    remedy: () => l10n.t('Connect with that switch, in ExchangeOnlineManagement 3.9.0 or newer.'),
  },
  remotingMissing: {
    title: () => l10n.t('The module needs a way of connecting that is gone'),
    cause: () =>
      l10n.t('An older module, or -UseRPSSession, relies on WinRM, which this computer or Exchange refuses.'),
    remedy: () => l10n.t('Update ExchangeOnlineManagement and leave -UseRPSSession out.'),
  },
  remotingDenied: {
    title: () => l10n.t('Exchange denies the remote session'),
    cause: () =>
      l10n.t('The application has no role, -DelegatedOrganization was used, or the module is from before 2023.'),
    remedy: () => l10n.t('Assign a role, and update the module.'),
  },
  exchangeNotConnected: {
    title: () => l10n.t('There is no connection to Exchange'),
    cause: () => l10n.t('The cmdlet ran before Connect-ExchangeOnline, or after the connection had failed or ended.'),
    remedy: () => l10n.t('Connect at the beginning of the script and stop when that fails.'),
  },
  applicationAccessPolicy: {
    title: () => l10n.t('An application access policy excludes this mailbox'),
    cause: () => l10n.t('The permission is there, but Exchange limits the application to certain mailboxes.'),
    remedy: () => l10n.t('Ask the Exchange administrator to add the mailbox to the scope of the policy.'),
  },
  scopesMissing: {
    title: () => l10n.t('The application lacks a permission'),
    cause: (facts) =>
      facts.permission
        ? l10n.t('The request needs one of these application permissions: {0}.', facts.permission)
        : l10n.t('The token holds none of the application permissions that the request needs.'),
    remedy: () => l10n.t('Grant the smallest of them, then connect again.'),
  },
  graphRequestDenied: {
    title: () => l10n.t('Graph denies the request'),
    cause: () => l10n.t('A permission that this cmdlet needs is not granted as an application permission.'),
    remedy: () => l10n.t('Grant it with admin consent, then connect again: a token keeps its permissions for an hour.'),
  },
  accessDenied: {
    title: () => l10n.t('Access to the mailbox or item is denied'),
    cause: () => l10n.t('The permission is not granted, or an application access policy excludes the mailbox.'),
    remedy: () => l10n.t('Compare what the cmdlet needs with what is granted, then connect again.'),
  },
  sharePointDenied: {
    title: () => l10n.t('SharePoint refuses the application'),
    cause: () => l10n.t('The permission is not granted, or it is Sites.Selected and nobody gave access to this site.'),
    remedy: () =>
      l10n.t('Compare what the cmdlet needs with what is granted; with Sites.Selected, grant the site too.'),
  },
  meNeedsUser: {
    title: () => l10n.t('There is no "me" for an application'),
    cause: () => l10n.t('The request asks for the signed-in person, but an application is signed in.'),
    remedy: () => l10n.t('Name the user: /users/{id} instead of /me, -UserId instead of nothing.'),
  },
  userNeeded: {
    title: () => l10n.t('The request needs a signed-in person'),
    cause: () => l10n.t('This API gives its data to people only, whatever the application is granted.'),
    remedy: () => l10n.t('Look for an API with application permissions, or run this part as a person.'),
  },
  graphNotConnected: {
    title: () => l10n.t('There is no connection to Graph'),
    cause: () => l10n.t('The cmdlet ran before Connect-MgGraph, in another session, or after it had failed.'),
    remedy: () => l10n.t('Connect at the beginning of the script and stop when that fails.'),
  },
  tokenExpired: {
    title: () => l10n.t('The token has expired'),
    cause: () => l10n.t('The script runs for longer than a token lasts, or the clock of the computer is wrong.'),
    remedy: () => l10n.t('Connect again, and let the module renew the token instead of passing one.'),
  },
  tokenAudience: {
    title: () => l10n.t('The token is for another API'),
    cause: () => l10n.t('The script passes a token to an API that it was not issued for.'),
    remedy: () => l10n.t('Use the connect cmdlet of each module: it gets the right token.'),
  },
  permissionNotOffered: {
    title: () => l10n.t('The API does not offer one of the requested permissions'),
    cause: () => l10n.t('The application requests a permission id that this API does not have in this tenant.'),
    remedy: () => l10n.t('Remove the unknown permission and add the right one by name.'),
  },
  throttled: {
    title: () => l10n.t('The service asks to slow down'),
    cause: () => l10n.t('The tenant or application sent more requests than the service takes at a time.'),
    remedy: () => l10n.t('Wait as long as Retry-After says, ask for fewer properties, and use batches and filters.'),
  },
  alreadyThere: {
    title: () => l10n.t('It is there already'),
    cause: () => l10n.t('The permission, role or service principal was added before; adding it again is refused.'),
    remedy: () => l10n.t('Nothing needs to be added. Look at what the application has.'),
  },
  notThereYet: {
    title: () => l10n.t('The directory does not know the object yet'),
    cause: () => l10n.t('What was just created takes seconds to minutes to be known everywhere, or the id is wrong.'),
    remedy: () => l10n.t('Try again in a minute; if it stays, compare the id, or set the application up again.'),
  },
  keyCredentialsShape: {
    title: () => l10n.t('The certificates of the application must be a list'),
    cause: () => l10n.t('The request gives keyCredentials as one object or as text, where a collection is expected.'),
    remedy: () => l10n.t('Send a list with every certificate that is to stay, or upload the certificate here.'),
  },
  azureAdGraphRetired: {
    title: () => l10n.t('Azure AD Graph is retired'),
    cause: () => l10n.t('The module behind the cmdlet talks to an API that Microsoft has switched off.'),
    remedy: () => l10n.t('Move the script to Microsoft Graph or Microsoft Entra PowerShell.'),
  },
} satisfies ExplanationWords;
