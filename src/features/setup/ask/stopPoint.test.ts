import assert from 'node:assert/strict';
import type { Created, JournalEntry } from '../../../core/provisioning/journalEntry.ts';
import { directoryRoles } from '../../../core/services/directoryRoles.ts';
import { stopPoint } from './stopPoint.ts';

const application: Created = { kind: 'application', id: 'o', appId: 'a', displayName: 'Report' };
const principal: Created = { kind: 'servicePrincipal', id: 'p', appId: 'a' };
const grant: Created = {
  kind: 'grant',
  id: 'g',
  principalId: 'p',
  resourceId: 'r',
  appRoleId: 'x',
  permission: 'User.Read.All',
  resource: 'Microsoft Graph',
};

const entry = (created: readonly Created[], pending: JournalEntry['pending'] = []) => ({
  applicationName: 'Report',
  created,
  pending,
  request: {
    services: [],
    application: { displayName: 'Report' },
    certificate: { subject: 'CN=Report', months: 12 },
    permissions: [{ resourceAppId: 'graph', permission: 'User.Read.All' }],
    role: directoryRoles.globalReader.templateId,
  },
});

describe('Where a set-up stopped', () => {
  it('is the step that was sent and not answered', () => {
    const pending = (stepId: string) => stopPoint(entry([application], [{ stepId, since: '' }]));
    assert.deepEqual(pending('grantPermission:graph:User.Read.All'), {
      kind: 'grantPermission',
      subject: 'User.Read.All',
    });
    assert.deepEqual(pending(`assignRole:${directoryRoles.globalReader.templateId}`), {
      kind: 'assignRole',
      subject: 'Global Reader',
    });
    assert.deepEqual(pending('servicePrincipal'), { kind: 'servicePrincipal', subject: 'Report' });
  });

  it('is the first that is missing when nothing is open', () => {
    assert.deepEqual(stopPoint(entry([application]))?.kind, 'servicePrincipal');
    assert.deepEqual(stopPoint(entry([application, principal]))?.kind, 'grantPermission');
    assert.deepEqual(stopPoint(entry([application, principal, grant])), {
      kind: 'assignRole',
      subject: 'Global Reader',
    });
  });

  it('is unknown where the application is not its own', () => {
    assert.equal(stopPoint(entry([])), undefined);
    assert.equal(stopPoint(entry([grant])), undefined);
  });
});
