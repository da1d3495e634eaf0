import assert from 'node:assert/strict';
import { isDomainError } from '../shared/errors.ts';
import { cloudById, cloudIds, clouds } from './clouds.ts';
import { isTenantName, tenantName } from './tenantName.ts';

describe('clouds', () => {
  it('have an HTTPS origin for every service', () => {
    for (const cloud of Object.values(clouds)) {
      for (const field of ['authority', 'graph', 'exchange', 'compliance', 'azure', 'adminCenter'] as const) {
        assert.equal(new URL(cloud[field]).origin, cloud[field], `${cloud.id} ${field}`);
        assert.match(cloud[field], /^https:/);
      }
      assert.equal(cloudById(cloud.id), cloud);
    }
    assert.deepEqual(cloudIds, [...Object.keys(clouds), 'Custom']);
  });

  it('can be defined by settings: a sovereign cloud, or one origin for everything', () => {
    const sovereign = cloudById('Custom', {
      authority: 'https://login.sovcloud-identity.fr/',
      graph: 'https://graph.svc.sovcloud.fr',
      exchange: 'https://outlook.sovcloud.fr',
      sharePointSuffix: 'SharePoint.sovcloud.fr',
    });
    assert.equal(sovereign.authority, 'https://login.sovcloud-identity.fr');
    assert.equal(sovereign.exchange, 'https://outlook.sovcloud.fr');
    assert.equal(sovereign.sharePointSuffix, 'sharepoint.sovcloud.fr');
    const local = cloudById('Custom', { authority: 'https://localhost:8443', graph: 'https://localhost:8443' });
    assert.equal(local.exchange, 'https://localhost:8443');
  });

  it('refuse settings that would send a token somewhere else or in the clear', () => {
    const authority = 'https://login.example.com';
    const bad: readonly [unknown, string | undefined][] = [
      [undefined, undefined],
      [{}, undefined],
      ['https://login.example.com', undefined],
      [{ authority }, 'graph'],
      [{ authority: 'http://login.example.com', graph: authority }, 'authority'],
      [{ authority, graph: 'https://user:word@graph.example.com' }, 'graph'],
      [{ authority, graph: 'https://graph.example.com/v1.0' }, 'graph'],
      [{ authority, graph: 'https://graph.example.com?x=1' }, 'graph'],
      [{ authority, graph: 'graph.example.com' }, 'graph'],
      [{ authority, graph: 7 }, 'graph'],
      [{ authority, graph: authority, azure: 'ftp://azure.example.com' }, 'azure'],
      [{ authority, graph: authority, sharePointSuffix: 'share point/..' }, 'sharePointSuffix'],
    ];
    for (const [settings, field] of bad) {
      assert.throws(
        () => cloudById('Custom', settings),
        (error) => isDomainError(error, 'InvalidInput') && error.params.field === field,
        JSON.stringify(settings),
      );
    }
    assert.throws(
      () => cloudById('global'),
      (error) => isDomainError(error, 'InvalidInput'),
    );
  });
});

describe('tenant names', () => {
  it('are ids and domains', () => {
    for (const name of [
      'contoso.onmicrosoft.com',
      'contoso.com',
      'a-b.example.co.uk',
      'xn--bcher-kva.example',
      'AAAABBBB-0000-cccc-1111-dddd2222eeee',
    ]) {
      assert.ok(isTenantName(name), name);
    }
    assert.equal(tenantName('  Contoso.COM '), 'contoso.com');
  });

  it('are nothing that could change the address they go into', () => {
    for (const name of [
      '',
      'contoso',
      'contoso.com/evil',
      '../common',
      'contoso.com?x',
      'a@contoso.com',
      '-a.com',
      'a..com',
      'contoso.com#',
      'con toso.com',
      `${'a'.repeat(64)}.com`,
    ]) {
      assert.ok(!isTenantName(name), name);
      assert.throws(
        () => tenantName(name),
        (error) => isDomainError(error, 'InvalidInput'),
      );
    }
  });
});
