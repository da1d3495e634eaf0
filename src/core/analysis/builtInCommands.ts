/**
 * Commands of Windows PowerShell 5.1 and PowerShell 7 and of the modules that come with Windows, by verb: the cmdlets of
 * `Get-Command -Module Microsoft.PowerShell.*`, `PackageManagement`, `PowerShellGet`, `PSReadLine`, `ScheduledTasks`, …
 */
const cmdlets = `
add Computer Content History JobTrigger LocalGroupMember Member PSSnapin Type AppxPackage AppxProvisionedPackage WindowsCapability WindowsFeature KdsRootKey Printer PrinterPort PrinterDriver
backup EventLog
checkpoint Computer
clear Content EventLog History Host Item ItemProperty RecycleBin Variable DnsClientCache
compare Object
complete Transaction
compress Archive
connect PSSession WSMan
convert Path String
convertfrom Clixml CliXml Csv Json Markdown SddlString SecureString String StringData
convertto Clixml CliXml Csv Html Json SecureString Xml
copy Item ItemProperty
debug Job Process Runspace
delete
disable ComputerRestore JobTrigger LocalUser PSBreakpoint PSRemoting PSSessionConfiguration RunspaceDebug ScheduledJob ScheduledTask ExperimentalFeature PSTrace PSWSManCombinedTrace WSManCredSSP WindowsOptionalFeature NetAdapter NetFirewallRule
disconnect PSSession WSMan
dismount DiskImage
enable ComputerRestore JobTrigger LocalUser PSBreakpoint PSRemoting PSSessionConfiguration RunspaceDebug ScheduledJob ScheduledTask ExperimentalFeature PSTrace PSWSManCombinedTrace WSManCredSSP WindowsOptionalFeature NetAdapter NetFirewallRule
enter PSHostProcess PSSession
exit PSHostProcess PSSession
expand Archive
export Alias BinaryMiLog Clixml CliXml Console Counter Csv FormatData ModuleMember PSSession PfxCertificate Certificate ScheduledTask
find Command DscResource Module Package PackageProvider RoleCapability Script PSResource Type
foreach Object
format Custom Hex List Table Wide Volume
get Acl Alias AppLockerPolicy AppxPackage AppxProvisionedPackage AuthenticodeSignature ChildItem CimAssociatedInstance CimClass CimInstance CimSession Clipboard CmsMessage Command ComputerInfo ComputerRestorePoint Content ControlPanelItem Counter Credential Culture Date Disk DnsClient DnsClientServerAddress DscConfiguration Error Event EventLog EventSubscriber ExecutionPolicy ExperimentalFeature FileHash FormatData Help History Host HotFix InstalledModule InstalledScript Item ItemProperty ItemPropertyValue Job JobTrigger LocalGroup LocalGroupMember LocalUser Location MarkdownOption Member Module MpComputerStatus MpPreference NetAdapter NetConnectionProfile NetFirewallRule NetIPAddress NetIPConfiguration NetTCPConnection NetUDPEndpoint NetRoute Package PackageProvider PackageSource Partition PfxCertificate PfxData PhysicalDisk PnpDevice Printer Process PSBreakpoint PSCallStack PSDrive PSHostProcessInfo PSProvider PSReadLineKeyHandler PSReadLineOption PSRepository PSResource PSResourceRepository InstalledPSResource PSSession PSSessionCapability PSSessionConfiguration PSSnapin PSSubsystem Random Runspace RunspaceDebug ScheduledJob ScheduledJobOption ScheduledTask ScheduledTaskInfo SecureRandom Service SmbShare StartApps TimeZone Tpm TraceSource Transaction TypeData UICulture Unique Uptime Variable Verb Volume WinEvent WindowsCapability WindowsDriver WindowsEdition WindowsErrorReporting WindowsFeature WindowsOptionalFeature WinSystemLocale WinUserLanguageList WmiObject WSManCredSSP WSManInstance BitLockerVolume Secret SecretInfo SecretVault
group Object
import Alias BinaryMiLog Certificate Clixml CliXml Counter Csv LocalizedData Module PackageProvider PfxCertificate PowerShellDataFile PSSession
initialize Disk Tpm
install Module Package PackageProvider Script PSResource WindowsFeature
invoke AsWorkflow CimMethod Command DscResource Expression History Item RestMethod WebRequest WmiMethod WSManAction Pester
join Path String Object
limit EventLog
measure Command Object
merge
mount DiskImage
move Item ItemProperty
new Alias CimInstance CimSession CimSessionOption Event EventLog FileCatalog Guid Item ItemProperty JobTrigger LocalGroup LocalUser Module ModuleManifest NetFirewallRule NetIPAddress Object PSDrive PSRoleCapabilityFile PSSession PSSessionConfigurationFile PSSessionOption PSTransportOption PSWorkflowExecutionOption ScheduledJobOption ScheduledTask ScheduledTaskAction ScheduledTaskPrincipal ScheduledTaskSettingsSet ScheduledTaskTrigger ScriptFileInfo PSScriptFileInfo SelfSignedCertificate Service SmbShare TemporaryFile TimeSpan Variable WebServiceProxy WinEvent WSManInstance WSManSessionOption Partition Fixture
out Default File GridView Host Null Printer String ConsoleGridView
pop Location
protect CmsMessage
publish DscConfiguration Module Script PSResource
push Location
read Host
receive Job PSSession
register ArgumentCompleter CimIndicationEvent EngineEvent ObjectEvent PackageSource PSRepository PSResourceRepository PSSessionConfiguration ScheduledJob ScheduledTask SecretVault WmiEvent
remove Alias AppxPackage AppxProvisionedPackage CimInstance CimSession Computer Event EventLog FileCatalog Item ItemProperty Job JobTrigger LocalGroup LocalGroupMember LocalUser Module NetFirewallRule Printer PSBreakpoint PSDrive PSReadLineKeyHandler PSSession PSSnapin Service SmbShare TypeData Variable WindowsFeature WmiObject WSManInstance Secret
rename Computer Item ItemProperty LocalGroup LocalUser
repair Volume
reset ComputerMachinePassword
resolve Path DnsName
restart Computer Service
restore Computer
resume BitLocker Job Service
save Help Module Package Script PSResource
select Object String Xml
send MailMessage
set Acl Alias AuthenticodeSignature BinaryMiLog CimInstance Clipboard Content Culture Date DnsClientServerAddress ExecutionPolicy Item ItemProperty JobTrigger LocalGroup LocalUser Location MarkdownOption MpPreference NetFirewallProfile NetFirewallRule NetConnectionProfile PackageSource PSBreakpoint PSDebug PSReadLineKeyHandler PSReadLineOption PSRepository PSResourceRepository PSSessionConfiguration ScheduledJob ScheduledJobOption ScheduledTask Secret SecretStoreConfiguration Service SmbShare StrictMode TimeZone TraceSource Variable WinUserLanguageList WmiInstance WSManInstance WSManQuickConfig
show Command ControlPanelItem EventLog Markdown
sort Object
split Path
start BitsTransfer Dtc Job Process ScheduledTask Service Sleep ThreadJob Transaction Transcript
stop Computer DscConfiguration Job Process ScheduledTask Service Transcript
suspend BitLocker Job Service
switch Process
tee Object
test ComputerSecureChannel Connection Json Certificate ModuleManifest NetConnection Path PSSessionConfigurationFile ScriptFileInfo WSMan FileCatalog DscConfiguration
trace Command
unblock File
undo Transaction
uninstall Module Package Script PSResource
unlock BitLocker SecretStore SecretVault
unprotect CmsMessage
unregister Event PackageSource PSRepository PSResourceRepository PSSessionConfiguration ScheduledJob ScheduledTask SecretVault
update FormatData Help List Module ModuleManifest Script PSResource ScriptFileInfo TypeData
use Transaction
wait Debugger Event Job Process
where Object
write Debug Error EventLog Host Information Output Progress Verbose Warning
`;

/** Aliases of both editions, with what they stand for. */
const aliases =
  '%=ForEach-Object ?=Where-Object ac=Add-Content asnp=Add-PSSnapin cat=Get-Content cd=Set-Location chdir=Set-Location ' +
  'clc=Clear-Content clear=Clear-Host clhy=Clear-History cli=Clear-Item clp=Clear-ItemProperty cls=Clear-Host ' +
  'clv=Clear-Variable compare=Compare-Object copy=Copy-Item cp=Copy-Item cpi=Copy-Item cpp=Copy-ItemProperty ' +
  'curl=Invoke-WebRequest cvpa=Convert-Path dbp=Disable-PSBreakpoint del=Remove-Item diff=Compare-Object dir=Get-ChildItem ' +
  'ebp=Enable-PSBreakpoint echo=Write-Output epal=Export-Alias epcsv=Export-Csv erase=Remove-Item etsn=Enter-PSSession ' +
  'exsn=Exit-PSSession fc=Format-Custom fhx=Format-Hex fl=Format-List foreach=ForEach-Object ft=Format-Table ' +
  'fw=Format-Wide gal=Get-Alias gbp=Get-PSBreakpoint gc=Get-Content gcb=Get-Clipboard gci=Get-ChildItem gcm=Get-Command ' +
  'gcs=Get-PSCallStack gdr=Get-PSDrive gerr=Get-Error ghy=Get-History gi=Get-Item gin=Get-ComputerInfo gjb=Get-Job ' +
  'gl=Get-Location gm=Get-Member gmo=Get-Module gp=Get-ItemProperty gps=Get-Process gpv=Get-ItemPropertyValue ' +
  'group=Group-Object gsn=Get-PSSession gsv=Get-Service gtz=Get-TimeZone gu=Get-Unique gv=Get-Variable gwmi=Get-WmiObject ' +
  'h=Get-History help=Get-Help history=Get-History icm=Invoke-Command iex=Invoke-Expression ihy=Invoke-History ' +
  'ii=Invoke-Item ipal=Import-Alias ipcsv=Import-Csv ipmo=Import-Module ipsn=Import-PSSession irm=Invoke-RestMethod ' +
  'iwmi=Invoke-WmiMethod iwr=Invoke-WebRequest kill=Stop-Process ls=Get-ChildItem man=Get-Help md=New-Item ' +
  'measure=Measure-Object mi=Move-Item mkdir=New-Item mount=New-PSDrive move=Move-Item mp=Move-ItemProperty mv=Move-Item ' +
  'nal=New-Alias ndr=New-PSDrive ni=New-Item nmo=New-Module nsn=New-PSSession nv=New-Variable ogv=Out-GridView ' +
  'oh=Out-Host popd=Pop-Location ps=Get-Process pushd=Push-Location pwd=Get-Location r=Invoke-History ' +
  'rbp=Remove-PSBreakpoint rcjb=Receive-Job rd=Remove-Item rdr=Remove-PSDrive ren=Rename-Item ri=Remove-Item ' +
  'rjb=Remove-Job rm=Remove-Item rmdir=Remove-Item rmo=Remove-Module rni=Rename-Item rnp=Rename-ItemProperty ' +
  'rp=Remove-ItemProperty rsn=Remove-PSSession rv=Remove-Variable rvpa=Resolve-Path sajb=Start-Job sal=Set-Alias ' +
  'saps=Start-Process sasv=Start-Service sbp=Set-PSBreakpoint sc=Set-Content scb=Set-Clipboard select=Select-Object ' +
  'set=Set-Variable shcm=Show-Command si=Set-Item sl=Set-Location sleep=Start-Sleep sls=Select-String sort=Sort-Object ' +
  'sp=Set-ItemProperty spjb=Stop-Job spps=Stop-Process spsv=Stop-Service start=Start-Process sujb=Suspend-Job ' +
  'sv=Set-Variable tee=Tee-Object trcm=Trace-Command type=Get-Content wget=Invoke-WebRequest where=Where-Object ' +
  'wjb=Wait-Job write=Write-Output';

/** Modules scripts use beside Microsoft 365, by what their nouns start with: they need no permission of an application. */
const elsewhere = new RegExp(
  `^[a-z]+-(?:${[
    'AD(?:User|Group|Computer|Object|Organizational|Domain|Forest|Account|Principal|Root|Replication|Service|Fine|Default|Trust|Optional|Central|Permission|DC|Sync)\\w*',
    'Dns(?:Server|Client)\\w*|Dhcp\\w+|GPO?\\w*|VM\\w*|Cluster\\w*|Sql\\w+|DbaD?\\w*|Excel\\w*|HTML\\w*|Html\\w+|Git\\w*|AWS\\w*|SSH\\w*|PSF\\w+',
    'MockedCommand|Mock|Pester\\w*|Web(?:Site|AppPool|Binding|Application)\\w*|IIS\\w+|Dsc\\w+|Win(?:get|Get)\\w*',
    'Automation(?:Variable|Connection|Certificate|PSCredential)|OutputBinding|ScriptAnalyzer\\w*|Word\\w+|Mailozaurr\\w*|MailKit\\w*',
  ].join('|')})$`,
  'i',
);

let names: ReadonlySet<string> | undefined;
let aliasTargets: ReadonlyMap<string, string> | undefined;

/** @param name lower case */
export function isBuiltIn(name: string): boolean {
  names ??= new Set([
    ...cmdlets.split('\n').flatMap((line) => {
      const [verb = '', ...nouns] = line.split(' ');
      return nouns.map((noun) => `${verb}-${noun.toLowerCase()}`);
    }),
    'prompt',
    'tabexpansion2',
    'importsystemmodules',
    'pause',
    'more',
    'oss',
    'describe',
    'context',
    'it',
    'should',
    'beforeall',
    'beforeeach',
    'afterall',
    'aftereach',
    'inmodulescope',
    'mock',
  ]);
  return names.has(name);
}

/** The command an alias of PowerShell itself stands for. @param name lower case */
export function aliasTarget(name: string): string | undefined {
  aliasTargets ??= new Map(
    aliases.split(' ').map((pair) => {
      const split = pair.indexOf('=', 1);
      return [pair.slice(0, split), pair.slice(split + 1)];
    }),
  );
  return aliasTargets.get(name);
}

/** Whether `name` belongs to a common module that signs in nowhere in Microsoft 365. */
export function isElsewhere(name: string): boolean {
  return elsewhere.test(name);
}
