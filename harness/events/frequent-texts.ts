/**
 * Pieces of what command lines, paths, registry keys and audit events are full of, in lower case. To find
 * one of them in a value says little of the value.
 */
export const FREQUENT_TEXTS: readonly string[] = [
  "c:\\windows\\system32\\windowspowershell\\v1.0\\powershell.exe -noprofile -executionpolicy bypass -command",
  "c:\\program files (x86)\\common files\\microsoft shared\\microsoft office\\root\\office16\\ .exe .dll",
  "c:\\users\\public\\appdata\\local\\temp\\appdata\\roaming\\microsoft\\windows\\start menu\\programs\\",
  "\\cmd.exe /c \\svchost.exe -k netsvcs -p -s \\rundll32.exe \\explorer.exe \\conhost.exe 0xffffffff -forcev1",
  "\\software\\microsoft\\windows nt\\currentversion\\ hklm\\system\\currentcontrolset\\services\\ .com/ http:// https://www.",
  "nt authority\\system microsoft corporation microsoft® windows® operating system sha1= ,md5= ,sha256= ,imphash=",
  "high medium s-1-16-12288 microsoft corporation\\cmd.exe cmd.exe powershell.exe true false 0x0 file writedata",
  "microsoft-windows-security-auditing negotiate kerberos ntlm advapi sedebugprivilege selogonprivilege eventlog",
];
