import assert from 'node:assert/strict';
import { isDomainError } from '../core/shared/errors.ts';
import { CommandOptions } from './commandOptions.ts';

describe('CommandOptions', () => {
  it('reads an options object and calls it programmatic', () => {
    const options = new CommandOptions({ tenantId: ' t ', months: 6, confirmed: true, dnsNames: ['a'] });
    assert.equal(options.programmatic, true);
    assert.equal(options.text('tenantId'), 't');
    assert.equal(options.number('months'), 6);
    assert.equal(options.confirmed, true);
    assert.deepEqual(options.list('dnsNames', String), ['a']);
    assert.equal(options.text('absent'), undefined);
  });

  it('reads a tree row alike, but as a click of a person', () => {
    const row = { tenantId: 't', row: true };
    const options = new CommandOptions(row, (value) => 'row' in value);
    assert.equal(options.programmatic, false);
    assert.equal(options.text('tenantId'), 't');
  });

  it('takes the file that a menu passes for no options at all', () => {
    const options = new CommandOptions({ scheme: 'file', fsPath: '/a.ps1', path: '/a.ps1' });
    assert.equal(options.programmatic, false);
    assert.equal(options.text('path'), undefined);
  });

  for (const [argument, read] of [
    [{ months: '6' }, (options: CommandOptions) => options.number('months')],
    [{ months: Number.NaN }, (options: CommandOptions) => options.number('months')],
    [{ limit: 0 }, (options: CommandOptions) => options.count('limit')],
    [{ limit: 2.5 }, (options: CommandOptions) => options.count('limit')],
    [{ tenantId: 5 }, (options: CommandOptions) => options.text('tenantId')],
    [{ tenantId: '  ' }, (options: CommandOptions) => options.text('tenantId')],
    [{ tenantId: 'half \ud800 a pair' }, (options: CommandOptions) => options.text('tenantId')],
    [{ path: '/a\u0000b' }, (options: CommandOptions) => options.text('path')],
    [{ grant: 'yes' }, (options: CommandOptions) => options.boolean('grant')],
    [{ services: 'teams' }, (options: CommandOptions) => options.list('services', String)],
    [{ certificate: [] }, (options: CommandOptions) => options.object('certificate')],
    [{ format: 'p12' }, (options: CommandOptions) => options.choice('format', ['der', 'pem'])],
  ] as const) {
    it(`refuses ${JSON.stringify(argument)}`, () => {
      assert.throws(
        () => read(new CommandOptions(argument)),
        (error) => isDomainError(error, 'InvalidInput'),
      );
    });
  }

  for (const argument of ['Get-MgUser', 5, true, [{ tenantId: 't' }]]) {
    it(`refuses ${JSON.stringify(argument)} as options`, () => {
      assert.throws(
        () => new CommandOptions(argument),
        (error) => isDomainError(error, 'InvalidInput'),
      );
    });
  }

  it('finds a choice whatever its case', () => {
    assert.equal(new CommandOptions({ cloud: 'usgov' }).choice('cloud', ['Global', 'USGov']), 'USGov');
  });
});
