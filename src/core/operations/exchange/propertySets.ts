/**
 * Properties that the `Get-EXO…` cmdlets give by set. Source: Microsoft Learn, "Property sets in Exchange Online PowerShell
 * module cmdlets". Sets that are not here are not cut.
 */
const sets: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  mailbox: {
    minimum:
      'Alias DisplayName DistinguishedName EmailAddresses ExchangeVersion ExternalDirectoryObjectId Guid Id Name OrganizationId PrimarySmtpAddress RecipientType RecipientTypeDetails UserPrincipalName',
    addresslist:
      'AddressBookPolicy AddressListMembership ExternalDirectoryObjectId GeneratedOfflineAddressBooks HiddenFromAddressListsEnabled OfflineAddressBook',
    archive:
      'ArchiveDatabase ArchiveDomain ArchiveGuid ArchiveName ArchiveQuota ArchiveRelease ArchiveState ArchiveStatus ArchiveWarningQuota AutoExpandingArchiveEnabled DisabledArchiveDatabase DisabledArchiveGuid ExternalDirectoryObjectId JournalArchiveAddress',
    audit:
      'AuditAdmin AuditDelegate AuditEnabled AuditLogAgeLimit AuditOwner DefaultAuditSet ExternalDirectoryObjectId',
    custom:
      'CustomAttribute1 CustomAttribute2 CustomAttribute3 CustomAttribute4 CustomAttribute5 CustomAttribute6 CustomAttribute7 CustomAttribute8 CustomAttribute9 CustomAttribute10 CustomAttribute11 CustomAttribute12 CustomAttribute13 CustomAttribute14 CustomAttribute15 ExtensionCustomAttribute1 ExtensionCustomAttribute2 ExtensionCustomAttribute3 ExtensionCustomAttribute4 ExtensionCustomAttribute5 ExternalDirectoryObjectId',
    delivery:
      'AcceptMessagesOnlyFrom AcceptMessagesOnlyFromDLMembers AcceptMessagesOnlyFromSendersOrMembers DeliverToMailboxAndForward DowngradeHighPriorityMessagesEnabled ExternalDirectoryObjectId ForwardingAddress ForwardingSmtpAddress GrantSendOnBehalfTo MaxBlockedSenders MaxReceiveSize MaxSafeSenders MaxSendSize MessageCopyForSendOnBehalfEnabled MessageCopyForSentAsEnabled MessageRecallProcessingEnabled MessageTrackingReadStatusEnabled RecipientLimits RejectMessagesFrom RejectMessagesFromDLMembers RejectMessagesFromSendersOrMembers RulesQuota',
    hold: 'ComplianceTagHoldApplied DelayHoldApplied ExternalDirectoryObjectId InPlaceHolds InactiveMailboxRetireTime LitigationHoldDate LitigationHoldDuration LitigationHoldEnabled LitigationHoldOwner',
    moderation:
      'BypassModerationFromSendersOrMembers ExternalDirectoryObjectId ModeratedBy ModerationEnabled SendModerationNotifications',
    move: 'ExternalDirectoryObjectId MailboxMoveBatchName MailboxMoveFlags MailboxMoveRemoteHostName MailboxMoveSourceMDB MailboxMoveStatus MailboxMoveTargetMDB',
    policy:
      'AddressBookPolicy DataEncryptionPolicy EmailAddressPolicyEnabled ExternalDirectoryObjectId ManagedFolderMailboxPolicy PoliciesExcluded PoliciesIncluded RemoteAccountPolicy RetentionPolicy RetentionUrl RoleAssignmentPolicy SharingPolicy ThrottlingPolicy',
    publicfolder:
      'DefaultPublicFolderMailbox EffectivePublicFolderMailbox ExternalDirectoryObjectId IsExcludedFromServingHierarchy IsHierarchyReady IsHierarchySyncEnabled IsRootPublicFolderMailbox',
    quota:
      'ArchiveQuota ArchiveWarningQuota CalendarLoggingQuota ExternalDirectoryObjectId IssueWarningQuota ProhibitSendQuota ProhibitSendReceiveQuota RecoverableItemsQuota RecoverableItemsWarningQuota RulesQuota UseDatabaseQuotaDefaults',
    resource:
      'ExternalDirectoryObjectId IsResource ResourceCapacity ResourceCustom ResourceType RoomMailboxAccountEnabled',
    retention:
      'EndDateForRetentionHold ExternalDirectoryObjectId OrphanSoftDeleteTrackingTime RetainDeletedItemsFor RetainDeletedItemsUntilBackup RetentionComment RetentionHoldEnabled RetentionPolicy RetentionUrl SingleItemRecoveryEnabled StartDateForRetentionHold UseDatabaseRetentionDefaults',
    scl: 'AntispamBypassEnabled ExternalDirectoryObjectId SCLDeleteEnabled SCLDeleteThreshold SCLJunkEnabled SCLJunkThreshold SCLQuarantineEnabled SCLQuarantineThreshold SCLRejectEnabled SCLRejectThreshold',
    softdelete:
      'ExternalDirectoryObjectId IncludeInGarbageCollection IsInactiveMailbox IsSoftDeletedByDisable IsSoftDeletedByRemove WhenSoftDeleted',
    statisticsseed: 'ArchiveDatabaseGuid DatabaseGuid ExchangeGuid ExternalDirectoryObjectId',
  },
  casmailbox: {
    minimum:
      'ActiveSyncEnabled DisplayName ECPEnabled EmailAddresses EwsEnabled ExchangeVersion Guid Identity ImapEnabled MAPIEnabled Name OWAEnabled OrganizationId PopEnabled PrimarySmtpAddress ServerLegacyDN',
    activesync:
      'ActiveSyncAllowedDeviceIDs ActiveSyncBlockedDeviceIDs ActiveSyncEnabled ActiveSyncMailboxPolicy ActiveSyncMailboxPolicyIsDefaulted ActiveSyncSuppressReadReceipt ExternalDirectoryObjectId Guid HasActiveSyncDevicePartnership Identity Name OrganizationId',
    ews: 'EwsAllowMacOutlook EwsAllowOutlook EwsEnabled ExternalDirectoryObjectId Guid Identity Name OrganizationId',
    imap: 'ExternalDirectoryObjectId Guid Identity ImapEnableExactRFC822Size ImapEnabled ImapForceICalForCalendarRetrievalOption ImapMessagesRetrievalMimeFormat ImapSuppressReadReceipt ImapUseProtocolDefaults Name OrganizationId',
    mapi: 'ExternalDirectoryObjectId Guid Identity MAPIBlockOutlookExternalConnectivity MAPIBlockOutlookNonCachedMode MAPIBlockOutlookRpcHttp MAPIBlockOutlookVersions MAPIEnabled MapiHttpEnabled Name OrganizationId',
    pop: 'ExternalDirectoryObjectId Guid Identity Name OrganizationId PopEnableExactRFC822Size PopEnabled PopMessagesRetrievalMimeFormat PopSuppressReadReceipt PopUseProtocolDefaults',
    protocolsettings:
      'ExternalDirectoryObjectId ExternalImapSettings ExternalPopSettings ExternalSmtpSettings Guid Identity InternalImapSettings InternalPopSettings InternalSmtpSettings Name OrganizationId',
  },
  mailboxstatistics: {
    minimum: 'DeletedItemCount DisplayName ItemCount MailboxGuid TotalDeletedItemSize TotalItemSize',
  },
  recipient: {
    minimum: 'ExchangeVersion ExternalDirectoryObjectId Name OrganizationId RecipientType RecipientTypeDetails',
    archive: 'ArchiveDatabase ArchiveGuid ArchiveRelease ArchiveState ArchiveStatus',
    custom:
      'CustomAttribute1 CustomAttribute2 CustomAttribute3 CustomAttribute4 CustomAttribute5 CustomAttribute6 CustomAttribute7 CustomAttribute8 CustomAttribute9 CustomAttribute10 CustomAttribute11 CustomAttribute12 CustomAttribute13 CustomAttribute14 CustomAttribute15 ExtensionCustomAttribute1 ExtensionCustomAttribute2 ExtensionCustomAttribute3 ExtensionCustomAttribute4 ExtensionCustomAttribute5',
    mailboxmove:
      'MailboxMoveBatchName MailboxMoveFlags MailboxMoveRemoteHostName MailboxMoveSourceMDB MailboxMoveStatus MailboxMoveTargetMDB',
    policy:
      'ActiveSyncMailboxPolicy ActiveSyncMailboxPolicyIsDefaulted AddressBookPolicy EmailAddressPolicyEnabled ManagedFolderMailboxPolicy OwaMailboxPolicy PoliciesExcluded PoliciesIncluded RetentionPolicy SharingPolicy ShouldUseDefaultRetentionPolicy UMMailboxPolicy',
  },
};

/**
 * Names (or patterns) of the properties that `Get-EXO{noun}` gives for what was asked; undefined for all. The minimum set
 * is always there.
 */
export function requestedProperties(
  noun: string,
  propertySets: readonly string[],
  properties: readonly string[],
): readonly string[] | undefined {
  const known = sets[noun.toLowerCase()];
  if (known?.minimum === undefined || properties.includes('*')) {
    return undefined;
  }
  const wanted = ['minimum', ...propertySets.map((name) => name.toLowerCase())];
  if (wanted.some((name) => known[name] === undefined)) {
    return undefined;
  }
  return [...new Set([...wanted.flatMap((name) => (known[name] ?? '').split(' ')), ...properties])];
}
