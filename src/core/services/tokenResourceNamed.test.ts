import assert from 'node:assert/strict';
import { clouds } from '../identity/clouds.ts';
import { isDomainError } from '../shared/errors.ts';
import { tokenResourceNamed } from './tokenResourceNamed.ts';

const place = { cloud: clouds.Global, domain: 'contoso.onmicrosoft.com' };

describe('tokenResourceNamed', () => {
  for (const [text, resource] of [
    ['graph', 'https://graph.microsoft.com'],
    ['Graph', 'https://graph.microsoft.com'],
    ['exchange', 'https://outlook.office365.com'],
    ['exchangeonline', 'https://outlook.office365.com'],
    ['compliance', 'https://ps.compliance.protection.outlook.com'],
    ['sharePoint', 'https://contoso.sharepoint.com'],
    ['azure', 'https://management.azure.com'],
    ['00000002-0000-0FF1-CE00-000000000000', 'https://outlook.office365.com'],
    ['48ac35b8-9aa8-4d74-927d-1f4a14a0b239', '48ac35b8-9aa8-4d74-927d-1f4a14a0b239'],
    ['https://graph.microsoft.com/', 'https://graph.microsoft.com'],
    ['https://graph.microsoft.com/.default', 'https://graph.microsoft.com'],
    ['api://11111111-2222-3333-4444-555555555555', 'api://11111111-2222-3333-4444-555555555555'],
  ] as const) {
    it(`understands ${text}`, () => assert.equal(tokenResourceNamed(text, place), resource));
  }

  it('takes the addresses of the cloud', () => {
    assert.equal(tokenResourceNamed('graph', { ...place, cloud: clouds.USGov }), clouds.USGov.graph);
  });

  for (const text of [
    'outlook',
    'azureAD',
    'http://graph.microsoft.com',
    'https://',
    'javascript:alert(1)',
    'constructor',
  ]) {
    it(`refuses ${text}`, () =>
      assert.throws(
        () => tokenResourceNamed(text, place),
        (error) => isDomainError(error, 'InvalidInput'),
      ));
  }
});
