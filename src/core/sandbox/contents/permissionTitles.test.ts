import assert from 'node:assert/strict';
import { permissionTitle } from './permissionTitles.ts';

describe('Titles of permissions', () => {
  it('are sentences, also where nobody wrote one', () => {
    assert.equal(permissionTitle('Mail.Send'), 'Send mail as any user');
    assert.equal(permissionTitle('GroupMember.ReadWrite.All'), 'Read and write all group members');
    assert.equal(permissionTitle('Group.ReadBasic.All'), 'Read basic properties of all groups');
    assert.equal(permissionTitle('IdentityRiskyPolicy.Read.All'), 'Read all identity risky policies');
    assert.equal(permissionTitle('DeviceManagementApps.Read.All'), 'Read all device management apps');
    assert.equal(permissionTitle('SecurityAlert.Read.All'), 'Read all security alerts');
  });

  it('are made of the parts of the name for what follows no pattern', () => {
    assert.equal(permissionTitle('AccessReview.ReadWrite.Membership'), 'Access Review Read Write Membership');
  });
});
