import assert from 'node:assert/strict';
import { ScriptModel } from '../../core/analysis/scriptModel.ts';
import { loadCatalog } from '../../core/catalog/catalog.ts';
import type { Catalog } from '../../core/catalog/types.ts';
import { parseScript } from '../../core/powershell/parseScript.ts';
import { connectValuePlace } from './connectValuePlace.ts';

describe('The value of a connect statement at the caret', () => {
  let catalog: Catalog;

  before(async () => {
    catalog = await loadCatalog();
  });

  /** `|` is the caret. Gives the role and what would be replaced. */
  function at(marked: string): string | undefined {
    const caret = marked.indexOf('|');
    const text = marked.replace('|', '');
    const place = connectValuePlace(new ScriptModel(parseScript(text), { catalog }), caret);
    return place && `${place.role} ${place.quote} ${text.slice(place.range.start, place.range.end)}`.trim();
  }

  it('is found after each name a parameter has', () => {
    assert.equal(at('Connect-ExchangeOnline -AppId |'), 'appId bare');
    assert.equal(at("Connect-MgGraph -ClientId 'ab|c'"), 'appId single abc');
    assert.equal(at('Connect-MgGraph -AppId "|"'), 'appId double');
    assert.equal(at("Connect-AzAccount -ApplicationId '|'"), 'appId single');
    assert.equal(at("Connect-ExchangeOnline -CertificateThumb '|'"), 'thumbprint single');
    assert.equal(at("Connect-PnPOnline -Url https://x -Thumbprint '|'"), 'thumbprint single');
    assert.equal(at("Connect-ExchangeOnline -Organization '|'"), 'organization single');
    assert.equal(at("Connect-MgGraph -TenantId '|'"), 'tenant single');
    assert.equal(at("Connect-PnPOnline -Tenant '|'"), 'tenant single');
  });

  it('ends with its word while the quote is still open', () => {
    assert.equal(at("Connect-MgGraph -ClientId 'ab|\nGet-MgUser -All\n"), 'appId single ab');
  });

  it('is found in a table that a connect command takes, and in no other', () => {
    assert.equal(at("$p = @{\n  TenantId = '|'\n}\nConnect-MgGraph @p"), 'tenant single');
    assert.equal(at("$p = @{\n  TenantId = '|'\n}\nSend-Report @p"), undefined);
  });

  it('is not found elsewhere', () => {
    assert.equal(at("Connect-MgGraph -Scopes '|'"), undefined);
    assert.equal(at("Get-Thing -AppId '|'"), undefined);
    assert.equal(at("# Connect-MgGraph -ClientId '|'"), undefined);
  });
});
