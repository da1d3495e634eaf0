import type { Connection } from './connections.ts';

/** Whether a connect statement signs in with anything but a certificate, in a way that a certificate can replace. */
export function isConvertible(connection: Connection): boolean {
  switch (connection.method) {
    case 'clientSecret':
    case 'credential':
    case 'interactive':
    case 'deviceCode':
    case 'session':
      return true;
    case 'certificate':
      // What is behind it no longer answers, whoever signs in.
      return connection.signature?.retired === true;
    case 'managedIdentity':
    case 'token':
    case 'unknown':
      return false;
  }
}
