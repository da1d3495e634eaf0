import { l10n } from 'vscode';
import type { ExplanationWords } from './explanations.ts';

/** PowerShell and its modules, and the network. */
export const explainModules = {
  retiredModule: {
    title: () => l10n.t('The module is retired'),
    cause: () => l10n.t('MSOnline and AzureAD no longer work: Microsoft has switched off what they talk to.'),
    remedy: () => l10n.t('Move the script to Microsoft Graph or Microsoft Entra PowerShell.'),
  },
  moduleNotInstalled: {
    title: () => l10n.t('The module is not installed'),
    cause: () => l10n.t('PowerShell found no module with this cmdlet for this user and this edition of PowerShell.'),
    remedy: () => l10n.t('Install the module, or use the operations console, which needs none.'),
  },
  generatorMissing: {
    title: () => l10n.t('This PowerShell cannot make certificates'),
    cause: () => l10n.t('New-SelfSignedCertificate belongs to Windows; Linux and macOS have no such cmdlet.'),
    remedy: () => l10n.t('Generate the certificate in the sidebar, which needs no PowerShell, and export it as a PFX.'),
  },
  cmdletUnavailable: {
    title: () => l10n.t('The cmdlet is not available'),
    cause: () => l10n.t('The module or submodule that holds the cmdlet is not installed, or the name is misspelled.'),
    remedy: () => l10n.t('Install the module, then import it.'),
  },
  moduleOutdated: {
    title: () => l10n.t('The module does not know the parameter'),
    cause: () =>
      l10n.t('The module is too old for sign-in with a certificate, or the parameter exists on Windows only.'),
    remedy: () => l10n.t('Update the module; on Linux and macOS pass the certificate as an object.'),
  },
  assemblyConflict: {
    title: () => l10n.t('Two modules bring different versions of the same library'),
    cause: () =>
      l10n.t('Each module ships its own sign-in library, and the one loaded first wins for the whole session.'),
    remedy: () => l10n.t('Use one session for each service; newest versions with Graph connected first can help.'),
  },
  assemblyLoaded: {
    title: () => l10n.t('Another version of the module is loaded already'),
    cause: () => l10n.t('A session can not exchange a library it has loaded.'),
    remedy: () => l10n.t('Start a new session and import the module first.'),
  },
  functionLimit: {
    title: () => l10n.t('Windows PowerShell has reached its limit of functions'),
    cause: () => l10n.t('The Graph module brings more functions than Windows PowerShell 5.1 allows by default.'),
    remedy: () => l10n.t('Raise the limit, import only the submodules you need, or use PowerShell 7.'),
  },
  executionPolicy: {
    title: () => l10n.t('The execution policy does not allow scripts'),
    cause: () => l10n.t('Windows refuses scripts and script modules that are not signed, or all of them.'),
    remedy: () => l10n.t('Allow them for this session; a policy set by the organization stays in force.'),
  },
  languageMode: {
    title: () => l10n.t('PowerShell runs in constrained language mode'),
    cause: () => l10n.t('A policy of the computer forbids what modules do to load certificates and libraries.'),
    remedy: () => l10n.t('Use the operations console, or a computer without this policy.'),
  },
  galleryUnreachable: {
    title: () => l10n.t('The PowerShell Gallery does not answer'),
    cause: () =>
      l10n.t('Windows PowerShell offers an old TLS version, a proxy is in between, or the name is misspelled.'),
    remedy: () => l10n.t('Switch TLS 1.2 on for this session, then install again.'),
  },
  proxyAuthentication: {
    title: () => l10n.t('The proxy wants to know who you are'),
    cause: () => l10n.t('The proxy of the network refuses connections without a sign-in of its own.'),
    remedy: () => l10n.t('Let the session use your Windows sign-in for the proxy, or ask your network administrator.'),
  },
  tlsUntrusted: {
    title: () => l10n.t('The certificate of the server is not trusted'),
    cause: () => l10n.t('A proxy that looks into encrypted traffic is in between, or a root certificate is missing.'),
    remedy: () =>
      l10n.t('Install the root certificate of the proxy, or exempt Microsoft 365; do not switch checks off.'),
  },
  tlsFailed: {
    title: () => l10n.t('No encrypted connection came about'),
    cause: () => l10n.t('The session offers an old TLS version, or something in the network cut the connection.'),
    remedy: () => l10n.t('Switch TLS 1.2 on for this session, then try again.'),
  },
  hostUnreachable: {
    title: () => l10n.t('The service can not be reached'),
    cause: () => l10n.t('The name is not known to this network, or a firewall or proxy is in between.'),
    remedy: () => l10n.t('Check the network and the proxy, then try again.'),
  },
} satisfies ExplanationWords;
