import type { modules } from '../entries/modules.ts';
import type { network } from '../entries/network.ts';
import type { Samples } from './samples.ts';

export const moduleSamples: Samples<keyof typeof modules | keyof typeof network> = {
  retiredModule: {
    texts: [
      {
        text: "The term 'Connect-MsolService' is not recognized as the name of a cmdlet",
        facts: { command: 'Connect-MsolService' },
      },
      "Get-AzureADUser : The term 'Get-AzureADUser' is not recognized as the name of a cmdlet, function, script file, or operable program.",
    ],
    not: ["The term 'Get-AzVM' is not recognized as the name of a cmdlet"],
  },
  moduleNotInstalled: {
    texts: [
      {
        text: "Connect-ExchangeOnline: The term 'Connect-ExchangeOnline' is not recognized as a name of a cmdlet, function, script file, or executable program.",
        facts: { command: 'Connect-ExchangeOnline', service: 'exchangeOnline' },
      },
      {
        text: "Import-Module: The specified module 'ExchangeOnlineManagement' was not loaded because no valid module file was found in any module directory.",
        facts: { module: 'ExchangeOnlineManagement' },
      },
    ],
    not: ["The term 'Connect-Toaster' is not recognized as the name of a cmdlet"],
  },
  generatorMissing: {
    texts: [
      {
        text: "New-SelfSignedCertificate: The term 'New-SelfSignedCertificate' is not recognized as a name of a cmdlet, function, script file, or executable program.",
        facts: { command: 'New-SelfSignedCertificate' },
      },
    ],
    not: ["The term 'New-Certificate' is not recognized as a name of a cmdlet"],
  },
  cmdletUnavailable: {
    texts: [{ text: "The term 'Get-MgUser' is not recognized as the name of a cmdlet", facts: { service: 'graph' } }],
    not: [
      "The term 'Get-Toast' is not recognized as the name of a cmdlet",
      "The term 'Get-Mailbox' is not recognized as the name of a cmdlet",
    ],
  },
  moduleOutdated: {
    texts: [
      {
        text: "Connect-ExchangeOnline : A parameter cannot be found that matches parameter name 'CertificateThumbprint'.",
        facts: { parameter: 'CertificateThumbprint', service: 'exchangeOnline' },
      },
    ],
    not: [
      "Get-ChildItem : A parameter cannot be found that matches parameter name 'Recursive'.",
      "Connect-ExchangeOnline : A parameter cannot be found that matches parameter name 'Shiny'.",
    ],
  },
  assemblyConflict: {
    texts: [
      {
        text: "Connect-MgGraph: ClientCertificateCredential authentication failed: Method not found: '!0 Microsoft.Identity.Client.BaseAbstractApplicationBuilder`1.WithLogging(Microsoft.IdentityModel.Abstractions.IIdentityLogger, Boolean)'.",
        facts: { service: 'graph' },
      },
      "Method not found: 'Microsoft.Identity.Client.PublicClientApplicationBuilder\nMicrosoft.Identity.Client.Broker.BrokerExtension.WithBroker(Microsoft.Identity.Client.PublicClientApplicationBuilder,\nMicrosoft.Identity.Client.BrokerOptions)'.\nAt C:\\Program\nFiles\\WindowsPowerShell\\Modules\\ExchangeOnlineManagement\\3.9.2\\netFramework\\ExchangeOnlineManagement.psm1:591 char:21",
      "Could not load file or assembly 'Azure.Core, Version=1.38.0.0, Culture=neutral, PublicKeyToken=92742159e12e44c8'. The system cannot find the file specified.",
    ],
    not: ["Could not load file or assembly 'Newtonsoft.Json'.", "Method not found: 'Void Contoso.Tools.Run()'."],
  },
  assemblyLoaded: {
    texts: ['Import-Module : Assembly with same name is already loaded'],
    not: ['The assembly is already loaded'],
  },
  functionLimit: {
    texts: [
      'Function Get-MgUserCount cannot be created because function capacity 4096 has been exceeded for this scope.',
    ],
    not: ['The capacity has been exceeded.'],
  },
  executionPolicy: {
    texts: [
      '.\\report.ps1 : File C:\\scripts\\report.ps1 cannot be loaded because running scripts is disabled on this system. For more information, see about_Execution_Policies',
      'File C:\\scripts\\report.ps1 cannot be loaded. The file C:\\scripts\\report.ps1 is not digitally signed. You cannot run this script on the current system.',
    ],
    not: ['The module cannot be loaded.'],
  },
  languageMode: {
    texts: ['Cannot invoke method. Method invocation is supported only on core types in this language mode.'],
    not: ['This language mode is full.'],
  },
  galleryUnreachable: {
    texts: [
      "WARNING: Unable to resolve package source 'https://www.powershellgallery.com/api/v2'.",
      "PackageManagement\\Install-Package : No match was found for the specified search criteria and module name 'ExchangeOnlineManagement'.",
    ],
    not: ['No match was found.'],
  },
  proxyAuthentication: {
    texts: ['The remote server returned an error: (407) Proxy Authentication Required.'],
    not: ['The remote server returned an error: (404) Not Found.'],
  },
  tlsUntrusted: {
    texts: ['The remote certificate is invalid according to the validation procedure: RemoteCertificateChainErrors'],
    not: ['The certificate is invalid.'],
  },
  tlsFailed: {
    texts: [
      'Invoke-WebRequest : The request was aborted: Could not create SSL/TLS secure channel.',
      'The SSL connection could not be established, see inner exception.',
    ],
    not: ['The connection could not be established.'],
  },
  hostUnreachable: {
    texts: [
      {
        text: 'Connect-MgGraph: No such host is known. (login.microsoftonline.com:443)',
        facts: { host: 'login.microsoftonline.com' },
      },
      { text: "The remote name could not be resolved: 'graph.microsoft.com'", facts: { host: 'graph.microsoft.com' } },
    ],
    not: ['The name could not be resolved.'],
  },
  refused: {
    texts: [{ text: 'AADSTS99998: Something new.', facts: { aadsts: 'AADSTS99998' } }],
    not: ['AADSTS700016: known', 'AADSTS12: not a code'],
  },
};
