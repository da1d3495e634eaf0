import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { systemClock } from '../shared/clock.ts';
import { certificatePem } from './encodeCertificate.ts';
import { generateServerCertificate } from './serverCertificate.ts';
import { openssl, TemporaryFolder } from './testing/openssl.ts';

describe('generateServerCertificate', () => {
  const folder = new TemporaryFolder();
  after(() => folder.remove());

  it('makes what clients accept for each name once they trust the authority, and not before', async () => {
    const { authority, server } = await generateServerCertificate({
      clock: systemClock,
      authorityName: 'Sample, "tenant" authority',
      dnsNames: ['localhost', 'graph.microsoft.com'],
      ipAddresses: ['127.0.0.1', '::1'],
    });
    const ca = certificatePem(authority.certificate);
    const cert = certificatePem(server.certificate);
    const listener = createServer({ cert, key: server.privateKey }, (socket) => socket.end());
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    const handshake = async (servername: string, trusted: readonly string[]) => {
      const socket = connect({ port, host: '127.0.0.1', servername, ca: [...trusted] });
      await once(socket, 'secureConnect');
      socket.destroy();
    };
    try {
      await handshake('localhost', [ca]);
      await handshake('graph.microsoft.com', [ca]);
      await assert.rejects(handshake('contoso.com', [ca]), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
      await assert.rejects(handshake('localhost', []));
    } finally {
      listener.close();
    }
    const [caFile, file] = [folder.path('ca.pem'), folder.path('server.pem')];
    await Promise.all([writeFile(caFile, ca), writeFile(file, cert)]);
    const verified = (...more: readonly string[]) =>
      openssl(['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', caFile, ...more, file]);
    assert.match((await verified('-verify_ip', '127.0.0.1')).stdout, /: OK/);
    assert.match((await verified('-verify_ip', '::1')).stdout, /: OK/);
  });
});
