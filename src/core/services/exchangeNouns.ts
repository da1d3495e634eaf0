/**
 * Cmdlets of Exchange Online, by the first words of the noun. The catalog knows each by name; this pattern also covers
 * those younger than the catalog. Nouns that other common modules share with Exchange in full (`User`, `Group`,
 * `Contact`, `App`, `Message`) count, because no other Microsoft 365 module has them without a prefix.
 */
export const exchangeOnlineNouns = new RegExp(
  `^(?!send-mailmessage$)[a-z]+-(?:${[
    'exo(?!informationbarrier)\\w+|exoinformationbarrier\\w+',
    'mail\\w*|m365dataatrest\\w+|mapiconnectivity|casmailbox\\w*|softdeleted\\w+|recipient\\w*|remotedomain|accepteddomain',
    'distributiongroup\\w*|dynamicdistributiongroup\\w*|eligibledistributiongroup\\w+|unifiedgroup\\w*',
    'user|group|contact|app|message|messagetrac\\w+|messageclassification|messagecategory|linkeduser',
    'transport(?:rule\\w*|config)|inboundconnector|outboundconnector\\w*|intraorganization\\w+|inboxrule|sweeprule|journal\\w+',
    'antiphish\\w+|atp\\w+|eop\\w+|hosted\\w+|malwarefilter\\w+|safe(?:attachment|links)\\w+|quarantine\\w+|dkim\\w+|arcconfig',
    'calendar\\w+|changemeetingorganizer|events\\w+|externalinoutlook|focusedinbox|clutter|onlinemeetingconfiguration|place',
    'activesync\\w+|mobiledevice\\w*|owamailboxpolicy|text\\w+|outlookprotectionrule|offlineaddressbook|syncmail\\w+',
    'addressbookpolicy|addresslist|emailaddresspolicy|emailtenantsettings|globaladdresslist|availability\\w+|hve\\w+',
    'publicfolder\\w*|migration\\w+|moverequest\\w*|onpremisesorganization|hybrid\\w+|federat\\w+|ldapdirectory',
    'managementrole\\w*|managementscope|role(?:group\\w*|assignmentpolicy)|serviceprincipal\\w*|applicationaccesspolicy',
    'organization(?:config|customization|relationship|alunit)|sharingpolicy|authenticationpolicy|authserver|partnerapplication',
    'adminauditlog\\w*|unifiedauditlog|auditlogsearch|retention(?:policy\\w*|event)|managedfolderassistant|recoverableitems',
    'irmconfiguration|ome\\w+|rmstemplate|dataencryptionpolicy|smimeconfig|smtpdane\\w+|dnssec\\w+|ipv6\\w+|mxrecordreport',
    'tenantallowblocklist\\w+|blocked\\w+|spoof\\w+|phishsimoverridepolicy|secopsoverridepolicy|reportsubmission\\w+',
    'teamsprotectionpolicy\\w*|perimeterconfig|historicalsearch|compromiseduser\\w+|viva\\w+|myanalytics\\w+|userbriefingconfig',
    'administrativeunit|accesstocustomerdatarequest|(?:aggregate|detail)zapreport|contentmalwaremdo\\w+|classificationrulecollection',
    'configanalyzer\\w+|dataclassification\\w*|dataretentionreport|defaulttenant\\w+|dlppolicy\\w*|dlp(?:si)?detectionsreport',
    'dlp(?:incident)?detailreport|fingerprint|policytipconfig|etrlimits|logonstatistics|servicedeliveryreport|scinsights',
    'workforceinsights\\w+|reportexecutioninstance|billingpolicy|resourceconfig|reviewitems|securityprincipal|devicepolicy',
    'retentionrulequery|compliancesearchactionstep',
    'provisioning\\w+diagnostic|delicensing|pendingdelicenseuser|oauthconnectivity|archiveconnectivity|connectioninformation',
  ].join('|')})$`,
  'i',
);

/** Cmdlets of Security & Compliance that Exchange Online does not have, by the first words of the noun. */
export const complianceNouns = new RegExp(
  `^[a-z]+-(?:${[
    'compliance(?!tag$|searchactionstep$)\\w+|compliancetag|ediscovery\\w+|case(?:hold)\\w+|hold(?:compliance|removal)\\w+',
    'dlp(?:compliance|edm|fingerprint|keyworddictionary|sensitiveinformationtype)\\w*|label\\w*|autosensitivitylabel\\w+|sensitiveinformationscan\\w*',
    '(?:app)?retentioncompliance\\w+|adaptivescope\\w*|fileplanproperty\\w*|recordreview\\w+|regulatorycomplianceui',
    'informationbarrier\\w+|organizationsegment|protectionalert|supervisoryreview\\w+|unifiedauditlogretentionpolicy',
    'auditconfig|policyconfig|purviewconfig|featureconfiguration|(?:activity|content)explorerdata|azureadlabelsync',
    'device(?:conditionalaccess|configuration|tenant)\\w+|unifiedcomplianceprerequisite',
  ].join('|')})$`,
  'i',
);
