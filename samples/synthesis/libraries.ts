/** The libraries whose loading the stories tell: full path → version resource and signer. */
export interface Library {
  readonly description: string;
  readonly originalFileName: string;
  readonly product: string;
  readonly company: string;
  /** `null`: the version of the machine's Windows. */
  readonly version: string | null;
  readonly signature: string;
}

function windows(description: string, originalFileName: string): Library {
  return {
    description,
    originalFileName,
    product: "Microsoft® Windows® Operating System",
    company: "Microsoft Corporation",
    version: null,
    signature: "Microsoft Windows",
  };
}

export const LIBRARIES = {
  "C:\\Windows\\System32\\amsi.dll": windows("Anti-Malware Scan Interface", "amsi.dll"),
  "C:\\Windows\\System32\\certcli.dll": windows(
    "Microsoft® Active Directory Certificate Services Client",
    "CertCli",
  ),
  "C:\\Windows\\System32\\mshtml.dll": {
    ...windows("Microsoft (R) HTML Viewer", "MSHTML.DLL"),
    product: "Internet Explorer",
  },
  "C:\\Windows\\System32\\samlib.dll": windows("SAM Library DLL", "SAMLib.DLL"),
  "C:\\Windows\\System32\\taskschd.dll": windows("Task Scheduler COM API", "taskschd.dll"),
  "C:\\Windows\\System32\\urlmon.dll": {
    ...windows("OLE32 Extensions for Win32", "UrlMon.dll"),
    product: "Internet Explorer",
  },
  "C:\\Windows\\System32\\vbscript.dll": windows("Microsoft ® VBScript", "vbscript.dll"),
  "C:\\Windows\\System32\\vssapi.dll": windows(
    "Microsoft® Volume Shadow Copy Requestor/Writer Services API DLL",
    "VSSAPI.DLL",
  ),
  "C:\\Windows\\System32\\wshom.ocx": windows("Windows Script Host Runtime Library", "wshom.ocx"),
  "C:\\Windows\\assembly\\NativeImages_v4.0.30319_64\\System.Management.Automation\\0a1f8be4e6c2f3a2ad2e7a4e5b5f6cf9\\System.Management.Automation.ni.dll":
    windows("System.Management.Automation", "System.Management.Automation.dll"),
  "C:\\Program Files\\Common Files\\Microsoft Shared\\VBA\\VBA7.1\\VBE7.DLL": {
    description: "Visual Basic Design Time Environment",
    originalFileName: "VBE7.DLL",
    product: "Visual Basic Environment",
    company: "Microsoft Corporation",
    version: "7.1.11.40",
    signature: "Microsoft Corporation",
  },
} as const satisfies Record<string, Library>;

export type LibraryPath = keyof typeof LIBRARIES;

/** Returns a library of the table. */
export function libraryOf(path: LibraryPath): Library {
  return LIBRARIES[path];
}
