/**
 * ATT&CK Enterprise v19, techniques T1001 to T1199: id | tactics | name.
 *
 * © 2026 The MITRE Corporation. This work is reproduced and distributed with the permission of The
 * MITRE Corporation. ATT&CK Terms of Use: https://attack.mitre.org/resources/terms-of-use/
 */
export const T1001_TO_T1199 = `
T1001 | command-and-control | Data Obfuscation
T1001.001 | command-and-control | Junk Data
T1001.002 | command-and-control | Data Obfuscation via Steganography
T1001.003 | command-and-control | Protocol or Service Impersonation
T1003 | credential-access | OS Credential Dumping
T1003.001 | credential-access | LSASS Memory
T1003.002 | credential-access | Security Account Manager
T1003.003 | credential-access | NTDS
T1003.004 | credential-access | LSA Secrets
T1003.005 | credential-access | Cached Domain Credentials
T1003.006 | credential-access | DCSync
T1003.007 | credential-access | Proc Filesystem
T1003.008 | credential-access | /etc/passwd, /etc/master.passwd and /etc/shadow
T1005 | collection | Data from Local System
T1006 | stealth | Direct Volume Access
T1007 | discovery | System Service Discovery
T1008 | command-and-control | Fallback Channels
T1010 | discovery | Application Window Discovery
T1011 | exfiltration | Exfiltration Over Other Network Medium
T1011.001 | exfiltration | Exfiltration Over Bluetooth
T1012 | discovery | Query Registry
T1014 | stealth | Rootkit
T1016 | discovery | System Network Configuration Discovery
T1016.001 | discovery | Internet Connection Discovery
T1016.002 | discovery | Wi-Fi Discovery
T1018 | discovery | Remote System Discovery
T1020 | exfiltration | Automated Exfiltration
T1020.001 | exfiltration | Traffic Duplication
T1021 | lateral-movement | Remote Services
T1021.001 | lateral-movement | Remote Desktop Protocol
T1021.002 | lateral-movement | SMB/Windows Admin Shares
T1021.003 | lateral-movement | Distributed Component Object Model
T1021.004 | lateral-movement | SSH
T1021.005 | lateral-movement | VNC
T1021.006 | lateral-movement | Windows Remote Management
T1021.007 | lateral-movement | Cloud Services
T1021.008 | lateral-movement | Direct Cloud VM Connections
T1025 | collection | Data from Removable Media
T1027 | stealth | Obfuscated Files or Information
T1027.001 | stealth | Binary Padding
T1027.002 | stealth | Software Packing
T1027.003 | stealth | Steganography
T1027.004 | stealth | Compile After Delivery
T1027.005 | stealth | Indicator Removal from Tools
T1027.006 | stealth | HTML Smuggling
T1027.007 | stealth | Dynamic API Resolution
T1027.008 | stealth | Stripped Payloads
T1027.009 | stealth | Embedded Payloads
T1027.010 | stealth | Command Obfuscation
T1027.011 | stealth | Fileless Storage
T1027.012 | stealth | LNK Icon Smuggling
T1027.013 | stealth | Encrypted/Encoded File
T1027.014 | stealth | Polymorphic Code
T1027.015 | stealth | Compression
T1027.016 | stealth | Junk Code Insertion
T1027.017 | stealth | SVG Smuggling
T1027.018 | stealth | Invisible Unicode
T1029 | exfiltration | Scheduled Transfer
T1030 | exfiltration | Data Transfer Size Limits
T1033 | discovery | System Owner/User Discovery
T1036 | stealth | Masquerading
T1036.001 | stealth | Invalid Code Signature
T1036.002 | stealth | Right-to-Left Override
T1036.003 | stealth | Rename System Utilities
T1036.004 | stealth | Masquerade Task or Service
T1036.005 | stealth | Match Legitimate Name or Location
T1036.006 | stealth | Space after Filename
T1036.007 | stealth | Double File Extension
T1036.008 | stealth | Masquerade File Type
T1036.009 | stealth | Break Process Trees
T1036.010 | stealth | Masquerade Account Name
T1036.011 | stealth | Overwrite Process Arguments
T1036.012 | stealth | Browser Fingerprint
T1037 | persistence,privilege-escalation | Boot or Logon Initialization Scripts
T1037.001 | persistence,privilege-escalation | Logon Script (Windows)
T1037.002 | persistence,privilege-escalation | Logon Script (Mac)
T1037.003 | persistence,privilege-escalation | Network Logon Script
T1037.004 | persistence,privilege-escalation | Rc.common
T1037.005 | persistence,privilege-escalation | Startup Items
T1039 | collection | Data from Network Shared Drive
T1040 | credential-access,discovery | Network Sniffing
T1041 | exfiltration | Exfiltration Over C2 Channel
T1046 | discovery | Network Service Discovery
T1047 | execution | Windows Management Instrumentation
T1048 | exfiltration | Exfiltration Over Alternative Protocol
T1048.001 | exfiltration | Exfiltration Over Symmetric Encrypted Non-C2 Protocol
T1048.002 | exfiltration | Exfiltration Over Alternative Protocol - Exfiltration Over Asymmetric Encrypted Non-C2 Protocol
T1048.003 | exfiltration | Exfiltration Over Unencrypted/Obfuscated Non-C2 Protocol
T1049 | discovery | System Network Connections Discovery
T1052 | exfiltration | Exfiltration Over Physical Medium
T1052.001 | exfiltration | Exfiltration over USB
T1053 | execution,persistence,privilege-escalation | Scheduled Task/Job
T1053.002 | execution,persistence,privilege-escalation | At
T1053.003 | execution,persistence,privilege-escalation | Cron
T1053.005 | execution,persistence,privilege-escalation | Scheduled Task
T1053.006 | execution,persistence,privilege-escalation | Systemd Timers
T1053.007 | execution,persistence,privilege-escalation | Kubernetes Cronjob
T1055 | privilege-escalation,stealth | Process Injection
T1055.001 | privilege-escalation,stealth | Dynamic-link Library Injection
T1055.002 | privilege-escalation,stealth | Portable Executable Injection
T1055.003 | privilege-escalation,stealth | Thread Execution Hijacking
T1055.004 | privilege-escalation,stealth | Asynchronous Procedure Call
T1055.005 | privilege-escalation,stealth | Thread Local Storage
T1055.008 | privilege-escalation,stealth | Ptrace System Calls
T1055.009 | privilege-escalation,stealth | Proc Memory
T1055.011 | privilege-escalation,stealth | Extra Window Memory Injection
T1055.012 | privilege-escalation,stealth | Process Hollowing
T1055.013 | privilege-escalation,stealth | Process Doppelgänging
T1055.014 | privilege-escalation,stealth | VDSO Hijacking
T1055.015 | privilege-escalation,stealth | ListPlanting
T1056 | collection,credential-access | Input Capture
T1056.001 | collection,credential-access | Keylogging
T1056.002 | collection,credential-access | GUI Input Capture
T1056.003 | collection,credential-access | Web Portal Capture
T1056.004 | collection,credential-access | Credential API Hooking
T1057 | discovery | Process Discovery
T1059 | execution | Command and Scripting Interpreter
T1059.001 | execution | PowerShell
T1059.002 | execution | AppleScript
T1059.003 | execution | Windows Command Shell
T1059.004 | execution | Bash
T1059.005 | execution | Visual Basic
T1059.006 | execution | Python
T1059.007 | execution | JavaScript
T1059.008 | execution | Network Device CLI
T1059.009 | execution | Cloud API
T1059.010 | execution | AutoHotKey & AutoIT
T1059.011 | execution | Lua
T1059.012 | execution | Hypervisor CLI
T1059.013 | execution | Container CLI/API
T1068 | privilege-escalation | Exploitation for Privilege Escalation
T1069 | discovery | Permission Groups Discovery
T1069.001 | discovery | Local Groups
T1069.002 | discovery | Domain Groups
T1069.003 | discovery | Cloud Groups
T1070 | stealth | Indicator Removal on Host
T1070.003 | stealth | Clear Command History
T1070.004 | stealth | File Deletion
T1070.005 | stealth | Network Share Connection Removal
T1070.006 | stealth | Timestomp
T1070.007 | stealth | Clear Network Connection History and Configurations
T1070.008 | stealth | Mailbox Manipulation
T1070.009 | stealth | Clear Persistence
T1070.010 | stealth | Relocate Malware
T1071 | command-and-control | Application Layer Protocol
T1071.001 | command-and-control | Web Protocols
T1071.002 | command-and-control | File Transfer Protocols
T1071.003 | command-and-control | Mail Protocols
T1071.004 | command-and-control | DNS
T1071.005 | command-and-control | Publish/Subscribe Protocols
T1072 | execution,lateral-movement | Software Deployment Tools
T1074 | collection | Data Staged
T1074.001 | collection | Local Data Staging
T1074.002 | collection | Remote Data Staging
T1078 | initial-access,persistence,privilege-escalation,stealth | Valid Accounts
T1078.001 | initial-access,persistence,privilege-escalation,stealth | Default Accounts
T1078.002 | initial-access,persistence,privilege-escalation,stealth | Domain Accounts
T1078.003 | initial-access,persistence,privilege-escalation,stealth | Local Accounts
T1078.004 | initial-access,persistence,privilege-escalation,stealth | Cloud Accounts
T1080 | lateral-movement | Taint Shared Content
T1082 | discovery | System Information Discovery
T1083 | discovery | File and Directory Discovery
T1087 | discovery | Account Discovery
T1087.001 | discovery | Local Account
T1087.002 | discovery | Domain Account
T1087.003 | discovery | Email Account
T1087.004 | discovery | Cloud Account
T1090 | command-and-control | Proxy
T1090.001 | command-and-control | Internal Proxy
T1090.002 | command-and-control | External Proxy
T1090.003 | command-and-control | Multi-hop Proxy
T1090.004 | command-and-control | Domain Fronting
T1091 | initial-access,lateral-movement | Replication Through Removable Media
T1092 | command-and-control | Communication Through Removable Media
T1095 | command-and-control | Non-Application Layer Protocol
T1098 | persistence,privilege-escalation | Account Manipulation
T1098.001 | persistence,privilege-escalation | Additional Cloud Credentials
T1098.002 | persistence,privilege-escalation | Additional Email Delegate Permissions
T1098.003 | persistence,privilege-escalation | Additional Cloud Roles
T1098.004 | persistence,privilege-escalation | SSH Authorized Keys
T1098.005 | persistence,privilege-escalation | Device Registration
T1098.006 | persistence,privilege-escalation | Additional Container Cluster Roles
T1098.007 | persistence,privilege-escalation | Additional Local or Domain Groups
T1102 | command-and-control | Web Service
T1102.001 | command-and-control | Dead Drop Resolver
T1102.002 | command-and-control | Bidirectional Communication
T1102.003 | command-and-control | One-Way Communication
T1104 | command-and-control | Multi-Stage Channels
T1105 | command-and-control | Ingress Tool Transfer
T1106 | execution | Native API
T1110 | credential-access | Brute Force
T1110.001 | credential-access | Password Guessing
T1110.002 | credential-access | Password Cracking
T1110.003 | credential-access | Password Spraying
T1110.004 | credential-access | Credential Stuffing
T1111 | credential-access | Multi-Factor Authentication Interception
T1112 | defense-impairment,persistence | Modify Registry
T1113 | collection | Screen Capture
T1114 | collection | Email Collection
T1114.001 | collection | Local Email Collection
T1114.002 | collection | Remote Email Collection
T1114.003 | collection | Email Forwarding Rule
T1115 | collection | Clipboard Data
T1119 | collection | Automated Collection
T1120 | discovery | Peripheral Device Discovery
T1123 | collection | Audio Capture
T1124 | discovery | System Time Discovery
T1125 | collection | Video Capture
T1127 | execution,stealth | Trusted Developer Utilities Proxy Execution
T1127.001 | execution,stealth | MSBuild
T1127.002 | execution,stealth | ClickOnce
T1127.003 | execution,stealth | JamPlus
T1129 | execution | Server Software Component
T1132 | command-and-control | Data Encoding
T1132.001 | command-and-control | Standard Encoding
T1132.002 | command-and-control | Non-Standard Encoding
T1133 | initial-access,persistence | External Remote Services
T1134 | privilege-escalation,stealth | Access Token Manipulation
T1134.001 | privilege-escalation,stealth | Token Impersonation/Theft
T1134.002 | privilege-escalation,stealth | Create Process with Token
T1134.003 | privilege-escalation,stealth | Make and Impersonate Token
T1134.004 | privilege-escalation,stealth | Parent PID Spoofing
T1134.005 | privilege-escalation,stealth | SID-History Injection
T1135 | discovery | Network Share Discovery
T1136 | persistence | Create Account
T1136.001 | persistence | Local Account
T1136.002 | persistence | Domain Account
T1136.003 | persistence | Cloud Account
T1137 | persistence | Office Application Startup
T1137.001 | persistence | Office Template Macros.
T1137.002 | persistence | Office Test
T1137.003 | persistence | Outlook Forms
T1137.004 | persistence | Outlook Home Page
T1137.005 | persistence | Outlook Rules
T1137.006 | persistence | Add-ins
T1140 | stealth | Deobfuscate/Decode Files or Information
T1176 | persistence | Browser Extensions
T1176.001 | persistence | Browser Extensions
T1176.002 | persistence | IDE Extensions
T1185 | collection | Browser Session Hijacking
T1187 | credential-access | Forced Authentication
T1189 | initial-access | Drive-by Compromise
T1190 | initial-access | Exploit Public-Facing Application
T1195 | initial-access | Supply Chain Compromise
T1195.001 | initial-access | Compromise Software Dependencies and Development Tools
T1195.002 | initial-access | Compromise Software Supply Chain
T1195.003 | initial-access | Compromise Hardware Supply Chain
T1197 | execution,persistence,stealth | BITS Jobs
T1199 | initial-access | Trusted Relationship
`;
