/**
 * Parameters of the Exchange cmdlets people use most, for completion and help. Source: Microsoft's cmdlet reference. A name
 * with a star takes no argument. The service has the last word: a parameter that is missing here is passed on.
 */
const table: Readonly<Record<string, string>> = {
  'get-mailbox':
    'Identity Anr Archive* Filter GroupMailbox* InactiveMailboxOnly* IncludeInactiveMailbox* MailboxPlan Migration* PublicFolder* RecipientTypeDetails ResultSize SoftDeletedMailbox* SortBy UserPrincipalName',
  'set-mailbox':
    'Identity AcceptMessagesOnlyFrom Alias AuditEnabled AuditLogAgeLimit CustomAttribute1 DeliverToMailboxAndForward DisplayName EmailAddresses Force* ForwardingAddress ForwardingSmtpAddress GrantSendOnBehalfTo HiddenFromAddressListsEnabled IssueWarningQuota Languages LitigationHoldDuration LitigationHoldEnabled MailTip MaxReceiveSize MaxSendSize MessageCopyForSendOnBehalfEnabled MessageCopyForSentAsEnabled Name ProhibitSendQuota ProhibitSendReceiveQuota RetainDeletedItemsFor RetentionPolicy RoleAssignmentPolicy SharingPolicy SingleItemRecoveryEnabled Type WindowsEmailAddress',
  'new-mailbox':
    'Name Alias DisplayName FirstName LastName MicrosoftOnlineServicesID Password PrimarySmtpAddress ResetPasswordOnNextLogon Room* Equipment* Shared*',
  'remove-mailbox': 'Identity Force* PermanentlyDelete*',
  'get-recipient':
    'Identity Anr AuthenticationType Capabilities Filter IncludeSoftDeletedRecipients* Properties PropertySet RecipientPreviewFilter RecipientType RecipientTypeDetails ResultSize SortBy',
  'get-user': 'Identity Anr Filter PublicFolder* RecipientTypeDetails ResultSize SortBy',
  'get-casmailbox':
    'Identity Anr ActiveSyncDebugLogging* Filter GetImapProtocolLog* GetPopProtocolLog* ProtocolSettings* RecalculateHasActiveSyncDevicePartnership* ResultSize SortBy',
  'set-casmailbox':
    'Identity ActiveSyncEnabled ActiveSyncMailboxPolicy EwsEnabled ImapEnabled MAPIEnabled OneWinNativeOutlookEnabled OutlookMobileEnabled OWAEnabled OWAforDevicesEnabled OwaMailboxPolicy PopEnabled SmtpClientAuthenticationDisabled UniversalOutlookEnabled',
  'get-mailboxstatistics':
    'Identity Archive* IncludeMoveHistory* IncludeMoveReport* IncludeSoftDeletedRecipients* UseCustomRouting*',
  'get-mailboxfolderstatistics':
    'Identity Archive* FolderScope IncludeAnalysis* IncludeOldestAndNewestItems* ResultSize UseCustomRouting*',
  'get-mailboxpermission':
    'Identity GroupMailbox* IncludeSoftDeletedUserPermissions* Owner* ResultSize SoftDeletedMailbox* User UseCustomRouting*',
  'add-mailboxpermission': 'Identity AccessRights AutoMapping Deny* Force* InheritanceType Owner User',
  'remove-mailboxpermission':
    'Identity AccessRights BypassMasterAccountSid* ClearAutoMapping* Deny* Force* InheritanceType ResetDefault* User',
  'get-mailboxfolderpermission': 'Identity GroupMailbox* ResultSize User UseCustomRouting*',
  'add-mailboxfolderpermission': 'Identity AccessRights SendNotificationToUser SharingPermissionFlags User',
  'set-mailboxfolderpermission': 'Identity AccessRights SendNotificationToUser SharingPermissionFlags User',
  'remove-mailboxfolderpermission': 'Identity Force* ResetDelegateUserCollection* SendNotificationToUser User',
  'get-recipientpermission': 'Identity AccessRights ReadFromDomainController* ResultSize Trustee',
  'add-recipientpermission': 'Identity AccessRights Trustee',
  'remove-recipientpermission': 'Identity AccessRights Deny* Trustee',
  'get-distributiongroup':
    'Identity Anr Filter IncludeAcceptMessagesOnlyFromSendersOrMembersWithDisplayNames* ManagedBy RecipientTypeDetails ResultSize SortBy',
  'get-distributiongroupmember': 'Identity IncludeSoftDeletedObjects* ResultSize',
  'add-distributiongroupmember': 'Identity BypassSecurityGroupManagerCheck* Member',
  'remove-distributiongroupmember': 'Identity BypassSecurityGroupManagerCheck* Member',
  'new-distributiongroup':
    'Name Alias BypassNestedModerationEnabled CopyOwnerToMember* Description DisplayName IgnoreNamingPolicy* ManagedBy MemberDepartRestriction MemberJoinRestriction Members ModeratedBy ModerationEnabled Notes OrganizationalUnit PrimarySmtpAddress RequireSenderAuthenticationEnabled RoomList* SendModerationNotifications Type',
  'get-unifiedgroup':
    'Identity Anr Filter IncludeAllProperties* IncludeSoftDeletedGroups* ResultSize SoftDeletedOnly* SortBy',
  'get-unifiedgrouplinks': 'Identity LinkType ResultSize',
  'get-calendarprocessing': 'Identity ReadFromDomainController* ResultSize UseCustomRouting*',
  'set-calendarprocessing':
    'Identity AddAdditionalResponse AdditionalResponse AddOrganizerToSubject AllBookInPolicy AllowConflicts AllowRecurringMeetings AutomateProcessing BookInPolicy BookingWindowInDays DeleteAttachments DeleteComments DeleteSubject EnforceSchedulingHorizon MaximumDurationInMinutes ProcessExternalMeetingMessages RemovePrivateProperty ResourceDelegates ScheduleOnlyDuringWorkHours',
  'get-mailboxautoreplyconfiguration': 'Identity ReadFromDomainController* ResultSize UseCustomRouting*',
  'set-mailboxautoreplyconfiguration':
    'Identity AutoReplyState EndTime ExternalAudience ExternalMessage InternalMessage StartTime',
  'get-inboxrule':
    'Identity BypassScopeCheck* DescriptionTimeFormat DescriptionTimeZone IncludeHidden* Mailbox UseCustomRouting*',
  'get-transportrule': 'Identity DlpPolicy ExcludeConditionActionDetails* Filter ResultSize State',
  'get-messagetracev2':
    'EndDate FromIP MessageId MessageTraceId RecipientAddress ResultSize SenderAddress StartDate StartingRecipientAddress Status Subject SubjectFilterType ToIP',
  'get-serviceprincipal': 'Identity Organization',
  'new-serviceprincipal': 'AppId DisplayName ObjectId Organization ServiceId',
  'set-serviceprincipal': 'Identity DisplayName',
  'remove-serviceprincipal': 'Identity Organization',
  'test-serviceprincipalauthorization': 'Identity Resource',
  'new-rolegroup':
    'Name CustomConfigWriteScope CustomRecipientWriteScope Description DisplayName Force* ManagedBy Members RecipientOrganizationalUnitScope Roles',
  'set-rolegroup': 'Identity BypassSecurityGroupManagerCheck* Description DisplayName Force* ManagedBy Name',
  'remove-rolegroup': 'Identity BypassSecurityGroupManagerCheck* Force*',
  'update-rolegroupmember': 'Identity BypassSecurityGroupManagerCheck* Members',
  'set-managementroleassignment':
    'Identity CustomConfigWriteScope CustomRecipientWriteScope CustomResourceScope Enabled Force* RecipientAdministrativeUnitScope RecipientGroupScope',
  'remove-managementroleassignment': 'Identity Force*',
  'get-managementscope': 'Identity Exclusive Orphan*',
  'new-managementscope': 'Name Exclusive* Force* RecipientRestrictionFilter RecipientRoot',
  'set-managementscope': 'Identity Name RecipientRestrictionFilter RecipientRoot',
  'remove-managementscope': 'Identity Force*',
  'get-rolegroup': 'Identity Filter ResultSize ShowPartnerLinked* SortBy',
  'get-rolegroupmember': 'Identity ReadFromDomainController* ResultSize',
  'add-rolegroupmember': 'Identity BypassSecurityGroupManagerCheck* Member',
  'remove-rolegroupmember': 'Identity BypassSecurityGroupManagerCheck* Member',
  'get-managementrole': 'Identity Cmdlet CmdletParameters GetChildren* Recurse* RoleType Script ScriptParameters',
  'get-managementroleassignment':
    'Identity AssignmentMethod ConfigWriteScope CustomConfigWriteScope CustomRecipientWriteScope Delegating Enabled Exclusive GetEffectiveUsers* RecipientWriteScope Role RoleAssignee RoleAssigneeType WritableRecipient',
  'new-managementroleassignment':
    'Name App Computer CustomConfigWriteScope CustomRecipientWriteScope CustomResourceScope Delegating* Force* Policy RecipientAdministrativeUnitScope RecipientGroupScope RecipientRelativeWriteScope Role SecurityGroup User',
  'get-organizationconfig': '',
  'get-accepteddomain': 'Identity ResultSize',
  'get-adminauditlogconfig': '',
  'search-unifiedauditlog':
    'EndDate Formatted* FreeText HighCompleteness* IPAddresses LongerRetentionEnabled ObjectIds Operations RecordType ResultSize SessionCommand SessionId SiteIds StartDate UserIds',
};

/** Parameters that the `Get-EXO…` cmdlets share; their list is whole, for the module itself has them. */
const exo: Readonly<Record<string, string>> = {
  'get-exomailbox':
    'Identity Anr Archive* AsyncResult* Capabilities ExternalDirectoryObjectId Filter GroupMailbox* InactiveMailboxOnly* IncludeInactiveMailbox* MailboxPlan Migration* Monitoring* Organization OrganizationalUnit PrimarySmtpAddress Properties PropertySets PublicFolder* RecipientTypeDetails ResultSize SoftDeletedMailbox* UserPrincipalName',
  'get-exorecipient':
    'Identity Anr BookmarkDisplayName Capabilities ExternalDirectoryObjectId Filter IncludeBookmarkObject* IncludeSoftDeletedRecipients* OrganizationalUnit PrimarySmtpAddress Properties PropertySets RecipientPreviewFilter RecipientType RecipientTypeDetails ResultSize UserPrincipalName',
  'get-exocasmailbox':
    'Identity ActiveSyncDebugLogging* ActiveSyncSuppressReadReceipt* Anr ExternalDirectoryObjectId Filter Organization OrganizationalUnit PrimarySmtpAddress Properties PropertySets ProtocolSettings* ReadIsOptimizedForAccessibility* ResultSize UserPrincipalName',
  'get-exomailboxstatistics':
    'Identity Archive* DatabaseGuid ExchangeGuid ExternalDirectoryObjectId IncludeSoftDeletedRecipients* PrimarySmtpAddress Properties PropertySets UseCustomRouting* UserPrincipalName',
  'get-exomailboxfolderstatistics':
    'Identity Archive* DatabaseGuid DiagnosticInfo ExternalDirectoryObjectId FolderScope IncludeAnalysis* IncludeOldestAndNewestItems* IncludeSoftDeletedRecipients* PrimarySmtpAddress UseCustomRouting* UserPrincipalName',
  'get-exomailboxpermission':
    'Identity ExternalDirectoryObjectId Owner* PrimarySmtpAddress ResultSize SoftDeletedMailbox* User UserPrincipalName UseCustomRouting*',
  'get-exomailboxfolderpermission':
    'Identity ExternalDirectoryObjectId GroupMailbox* PrimarySmtpAddress User UserPrincipalName UseCustomRouting*',
  'get-exorecipientpermission':
    'Identity AccessRights ExternalDirectoryObjectId PrimarySmtpAddress ResultSize Trustee UserPrincipalName',
  'get-exomobiledevicestatistics':
    'Identity ActiveSync* ExternalDirectoryObjectId GetMailboxLog* Mailbox OWAforDevices* PrimarySmtpAddress RestApi* ShowRecoveryPassword* UniversalOutlook* UserPrincipalName UseCustomRouting*',
};

export interface KnownParameter {
  readonly name: string;
  readonly isSwitch: boolean;
}

/** What is known of a cmdlet's own parameters, in the order of its help; undefined for a cmdlet that is not listed. */
export function knownParameters(cmdlet: string): readonly KnownParameter[] | undefined {
  const name = cmdlet.toLowerCase();
  const listed = exo[name] ?? table[name];
  return listed
    ?.split(' ')
    .flatMap((word) => (word === '' ? [] : [{ name: word.replace('*', ''), isSwitch: word.endsWith('*') }]));
}

/** Whether the list is the whole of the cmdlet's own parameters. */
export function knowsAllParameters(cmdlet: string): boolean {
  return exo[cmdlet.toLowerCase()] !== undefined;
}
