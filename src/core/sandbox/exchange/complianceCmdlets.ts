import type { GraphObject } from '../model.ts';
import { type Cmdlet, type CmdletCall, objects } from './cmdlet.ts';
import { findStored, select } from './finding.ts';
import { uuid } from './generatedMailboxes.ts';
import { sourceOf } from './source.ts';

/** What a tenant has that nobody configured: used for nouns the sample holds nothing of. */
const usual: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  ComplianceCase: [
    { Name: 'Contract dispute 2026', CaseType: 'eDiscovery', Status: 'Active' },
    { Name: 'Leaver review', CaseType: 'eDiscovery', Status: 'Closed' },
  ],
  Label: [
    { Name: 'Public', DisplayName: 'Public', Priority: 0, ContentType: 'File, Email', Mode: 'Enforce' },
    { Name: 'Confidential', DisplayName: 'Confidential', Priority: 1, ContentType: 'File, Email', Mode: 'Enforce' },
  ],
  RetentionCompliancePolicy: [
    { Name: 'Keep mail for seven years', Enabled: true, Mode: 'Enforce', Workload: 'Exchange' },
  ],
  DlpCompliancePolicy: [
    { Name: 'Default DLP policy', Enabled: true, Mode: 'TestWithNotifications', Workload: 'Exchange, SharePoint' },
  ],
};

const parameters = [
  'Identity',
  'ResultSize',
  'DistributionDetail',
  'IncludeExtendedProperties',
  'IncludeDetailedLabelActions',
  'SkipPriorityCleanup',
  'CaseType',
  'RetentionRuleTypes',
  'IncludeTestModeResults',
  'Summary',
  'RecentOnly',
  'DomainController',
];

export const complianceCmdlets: readonly Cmdlet[] = Object.keys(usual).map((noun) => ({
  name: `Get-${noun}`,
  area: 'compliance',
  services: ['securityCompliance'],
  parameters,
  run: (call) => {
    const stored = configured(call, noun);
    return select(call, sourceOf(stored), (identity) => findStored(stored, identity));
  },
}));

function configured(call: CmdletCall, noun: string): GraphObject[] {
  const stored = objects(call, noun);
  return stored.length > 0
    ? stored
    : (usual[noun] ?? []).map((one) => {
        const guid = uuid(`${noun} ${String(one.Name)}`);
        return { id: guid, Identity: one.Name, Guid: guid, ...one };
      });
}
