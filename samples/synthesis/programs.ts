/**
 * The programs that occur in the stories, with the version resource of their files: image,
 * Description, OriginalFileName, and for those that do not belong to Windows also Product, Company
 * and FileVersion. Where the stories run a file that has no version resource, all of them are `-`.
 */
export interface Program {
  readonly image: string;
  readonly description: string;
  readonly originalFileName: string;
  readonly product: string;
  readonly company: string;
  /** `null`: the version of the machine's Windows. */
  readonly version: string | null;
}

const SYSTEM32 = "C:\\Windows\\System32\\";
const OFFICE = "C:\\Program Files\\Microsoft Office\\root\\Office16\\";
const OFFICE_VERSION = "16.0.17928.20392";
const INTUNE = "C:\\Program Files (x86)\\Microsoft Intune Management Extension\\";
const WINDOWS_PRODUCT = "Microsoft® Windows® Operating System";
const MICROSOFT = "Microsoft Corporation";

function windows(file: string, description: string, originalFileName: string): Program {
  return {
    image: file.includes(":") ? file : SYSTEM32 + file,
    description,
    originalFileName,
    product: WINDOWS_PRODUCT,
    company: MICROSOFT,
    version: null,
  };
}

function other(
  image: string,
  description: string,
  originalFileName: string,
  product: string,
  company: string,
  version: string,
): Program {
  return { image, description, originalFileName, product, company, version };
}

export const PROGRAMS = {
  agentExecutor: other(
    INTUNE + "AgentExecutor.exe",
    "AgentExecutor",
    "AgentExecutor.exe",
    "Microsoft Intune Management Extension",
    MICROSOFT,
    "1.83.107.0",
  ),
  backgroundTaskHost: windows(
    "backgroundTaskHost.exe",
    "Background Task Host",
    "backgroundTaskHost.exe",
  ),
  calc: windows("calc.exe", "Windows Calculator", "CALC.EXE"),
  certutil: windows("certutil.exe", "CertUtil.exe", "CertUtil.exe"),
  cmd: windows("cmd.exe", "Windows Command Processor", "Cmd.Exe"),
  code: other(
    "C:\\Program Files\\Microsoft VS Code\\Code.exe",
    "Visual Studio Code",
    "electron.exe",
    "Visual Studio Code",
    MICROSOFT,
    "1.96.2",
  ),
  conhost: windows("conhost.exe", "Console Window Host", "CONHOST.EXE"),
  contosoBackup: other(
    "C:\\Program Files\\Contoso\\Backup\\backup-agent.exe",
    "Contoso Backup Agent",
    "backup-agent.exe",
    "Contoso Backup",
    "Contoso Ltd.",
    "7.0.3.0",
  ),
  contosoInventory: other(
    "C:\\Program Files\\Contoso\\Inventory\\inventory-agent.exe",
    "Contoso Inventory Agent",
    "inventory-agent.exe",
    "Contoso Inventory",
    "Contoso Ltd.",
    "4.2.1.0",
  ),
  diskshadow: windows("diskshadow.exe", "DiskShadow", "diskshadow.exe"),
  dllhost: windows("dllhost.exe", "COM Surrogate", "dllhost.exe"),
  excel: other(
    OFFICE + "EXCEL.EXE",
    "Microsoft Excel",
    "Excel.exe",
    "Microsoft Office",
    MICROSOFT,
    OFFICE_VERSION,
  ),
  explorer: windows("C:\\Windows\\explorer.exe", "Windows Explorer", "EXPLORER.EXE"),
  gpscript: windows("gpscript.exe", "Group Policy Script Application", "GPSCRIPT.EXE"),
  icacls: windows("icacls.exe", "-", "iCACLS.EXE"),
  intuneAgent: other(
    INTUNE + "Microsoft.Management.Services.IntuneWindowsAgent.exe",
    "Microsoft.Management.Services.IntuneWindowsAgent",
    "Microsoft.Management.Services.IntuneWindowsAgent.exe",
    "Microsoft Intune Management Extension",
    MICROSOFT,
    "1.83.107.0",
  ),
  lsass: windows("lsass.exe", "Local Security Authority Process", "lsass.exe"),
  mmc: windows("mmc.exe", "Microsoft Management Console", "mmc.exe"),
  mpCmdRun: other(
    "C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.24090.11-0\\MpCmdRun.exe",
    "Microsoft Malware Protection Command Line Utility",
    "MpCmdRun.exe",
    WINDOWS_PRODUCT,
    MICROSOFT,
    "4.18.24090.11",
  ),
  msedge: other(
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
    "Microsoft Edge",
    "msedge.exe",
    "Microsoft Edge",
    MICROSOFT,
    "131.0.2903.112",
  ),
  mshta: {
    ...windows("mshta.exe", "Microsoft (R) HTML Application host", "MSHTA.EXE"),
    product: "Internet Explorer",
  },
  msiexec: windows("msiexec.exe", "Windows® installer", "msiexec.exe"),
  msMpEng: other(
    "C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.24090.11-0\\MsMpEng.exe",
    "Antimalware Service Executable",
    "MsMpEng.exe",
    WINDOWS_PRODUCT,
    MICROSOFT,
    "4.18.24090.11",
  ),
  net: windows("net.exe", "Net Command", "net.exe"),
  net1: windows("net1.exe", "Net Command", "net1.exe"),
  node: other(
    "C:\\Program Files\\nodejs\\node.exe",
    "Node.js JavaScript Runtime",
    "node.exe",
    "Node.js",
    "Node.js",
    "20.18.1",
  ),
  powershell: windows(
    "WindowsPowerShell\\v1.0\\powershell.exe",
    "Windows PowerShell",
    "PowerShell.EXE",
  ),
  python: other(
    "C:\\Program Files\\Python312\\python.exe",
    "Python",
    "python.exe",
    "Python",
    "Python Software Foundation",
    "3.12.8",
  ),
  reg: windows("reg.exe", "Registry Console Tool", "reg.exe"),
  // The same file under another name: the version resource still says what it is.
  renamedCertutil: windows("C:\\Users\\Public\\cu.exe", "CertUtil.exe", "CertUtil.exe"),
  runtimeBroker: windows("RuntimeBroker.exe", "Runtime Broker", "RuntimeBroker.exe"),
  schtasks: windows("schtasks.exe", "Task Scheduler Configuration Tool", "schtasks.exe"),
  searchFilterHost: windows(
    "SearchFilterHost.exe",
    "Microsoft Windows Search Filter Host",
    "SearchFilterHost.exe",
  ),
  searchIndexer: windows(
    "SearchIndexer.exe",
    "Microsoft Windows Search Indexer",
    "SearchIndexer.exe",
  ),
  searchProtocolHost: windows(
    "SearchProtocolHost.exe",
    "Microsoft Windows Search Protocol Host",
    "SearchProtocolHost.exe",
  ),
  services: windows("services.exe", "Services and Controller app", "services.exe"),
  svchost: windows("svchost.exe", "Host Process for Windows Services", "svchost.exe"),
  sysmon: other(
    "C:\\Windows\\Sysmon64.exe",
    "System activity monitor",
    "Sysmon.exe",
    "Sysinternals Sysmon",
    "Sysinternals - www.sysinternals.com",
    "15.15",
  ),
  taskhostw: windows("taskhostw.exe", "Host Process for Windows Tasks", "taskhostw.exe"),
  teams: other(
    "C:\\Program Files\\WindowsApps\\MSTeams_24335.208.3315.1951_x64__8wekyb3d8bbwe\\ms-teams.exe",
    "Microsoft Teams",
    "ms-teams.exe",
    "Microsoft Teams",
    MICROSOFT,
    "24335.208.3315.1951",
  ),
  vssadmin: windows(
    "vssadmin.exe",
    "Command Line Interface for Microsoft® Volume Shadow Copy Service",
    "VSSADMIN.EXE",
  ),
  vssvc: windows("VSSVC.exe", "Microsoft® Volume Shadow Copy Service", "VSSVC.EXE"),
  wbadmin: windows(
    "wbadmin.exe",
    "Command Line Interface for Microsoft® BLB Backup",
    "WBADMIN.EXE",
  ),
  wbengine: windows(
    "wbengine.exe",
    "Microsoft® Block Level Backup Engine Service EXE",
    "WBENGINE.EXE",
  ),
  winword: other(
    OFFICE + "WINWORD.EXE",
    "Microsoft Word",
    "WinWord.exe",
    "Microsoft Office",
    MICROSOFT,
    OFFICE_VERSION,
  ),
  wmiPrvSe: windows("wbem\\WmiPrvSE.exe", "WMI Provider Host", "Wmiprvse.exe"),
  wscript: windows("wscript.exe", "Microsoft ® Windows Based Script Host", "wscript.exe"),
} as const satisfies Record<string, Program>;

export type ProgramName = keyof typeof PROGRAMS;

/** Returns a program of the table. */
export function programOf(name: ProgramName): Program {
  return PROGRAMS[name];
}
