/**
 * ATT&CK Enterprise v19, techniques T1200 to T1556.009: id | tactics | name.
 *
 * © 2026 The MITRE Corporation. This work is reproduced and distributed with the permission of The
 * MITRE Corporation. ATT&CK Terms of Use: https://attack.mitre.org/resources/terms-of-use/
 */
export const T1200_TO_T1556 = `
T1200 | initial-access | Hardware Additions
T1201 | discovery | Password Policy Discovery
T1202 | stealth | Indirect Command Execution
T1203 | execution | Exploitation for Client Execution
T1204 | execution | User Execution
T1204.001 | execution | Malicious Link
T1204.002 | execution | Malicious File
T1204.003 | execution | Malicious Image
T1204.004 | execution | Malicious Copy and Paste
T1204.005 | execution | Malicious Library
T1205 | command-and-control,persistence,stealth | Traffic Signaling
T1205.001 | command-and-control,persistence,stealth | Port Knocking
T1205.002 | command-and-control,persistence,stealth | Socket Filters
T1207 | defense-impairment | Rogue Domain Controller
T1210 | lateral-movement | Exploitation of Remote Services
T1211 | stealth | Exploitation for Stealth
T1212 | credential-access | Exploitation for Credential Access
T1213 | collection | Data from Information Repositories
T1213.001 | collection | Confluence
T1213.002 | collection | Sharepoint
T1213.003 | collection | Code Repositories
T1213.004 | collection | Customer Relationship Management Software
T1213.005 | collection | Messaging Applications
T1213.006 | collection | Databases
T1216 | stealth | Signed Script Proxy Execution
T1216.001 | stealth | Pubprn
T1216.002 | stealth | SyncAppvPublishingServer
T1217 | discovery | Browser Bookmark Discovery
T1218 | stealth | Signed Binary Proxy Execution
T1218.001 | stealth | Compiled HTML File
T1218.002 | stealth | Control Panel
T1218.003 | stealth | CMSTP
T1218.004 | stealth | InstallUtil
T1218.005 | stealth | Mshta
T1218.007 | stealth | Msiexec
T1218.008 | stealth | Odbcconf
T1218.009 | stealth | Regsvcs/Regasm
T1218.010 | stealth | Regsvr32
T1218.011 | stealth | Rundll32
T1218.012 | stealth | Verclsid
T1218.013 | stealth | Mavinject
T1218.014 | stealth | MMC
T1218.015 | stealth | Electron Applications
T1219 | command-and-control | Remote Access Software
T1219.001 | command-and-control | IDE Tunneling
T1219.002 | command-and-control | Remote Desktop Software
T1219.003 | command-and-control | Remote Access Hardware
T1220 | stealth | XSL Script Processing
T1221 | stealth | Template Injection
T1222 | defense-impairment | File and Directory Permissions Modification
T1222.001 | defense-impairment | Windows File and Directory Permissions Modification
T1222.002 | defense-impairment | FreeBSD, Linux and Mac File and Directory Permissions Modification
T1480 | stealth | Execution Guardrails
T1480.001 | stealth | Environmental Keying
T1480.002 | stealth | Mutual Exclusion
T1482 | discovery | Domain Trust Discovery
T1484 | defense-impairment,privilege-escalation | Domain or Tenant Policy Modification
T1484.001 | defense-impairment,privilege-escalation | Group Policy Modification
T1484.002 | defense-impairment,privilege-escalation | Domain Trust Modification
T1485 | impact | Data Destruction
T1485.001 | impact | Lifecycle-Triggered Deletion
T1486 | impact | Data Encrypted for Impact
T1489 | impact | Service Stop
T1490 | impact | Inhibit System Recovery
T1491 | impact | Defacement
T1491.001 | impact | Internal Defacement
T1491.002 | impact | External Defacement
T1495 | impact | Firmware Corruption
T1496 | impact | Resource Hijacking
T1496.001 | impact | Compute Hijacking
T1496.002 | impact | Bandwidth Hijacking
T1496.003 | impact | SMS Pumping
T1496.004 | impact | Cloud Service Hijacking
T1497 | discovery,stealth | Virtualization/Sandbox Evasion
T1497.001 | discovery,stealth | System Checks
T1497.002 | discovery,stealth | User Activity Based Checks
T1497.003 | discovery,stealth | Time Based Evasion
T1498 | impact | Network Denial of Service
T1498.001 | impact | Direct Network Flood
T1498.002 | impact | Reflection Amplification
T1499 | impact | Endpoint Denial of Service
T1499.001 | impact | OS Exhaustion Flood
T1499.002 | impact | Service Exhaustion Flood
T1499.003 | impact | Application Exhaustion Flood
T1499.004 | impact | Application or System Exploitation
T1505 | persistence | Server Software Component
T1505.001 | persistence | SQL Stored Procedures
T1505.002 | persistence | Transport Agent
T1505.003 | persistence | Web Shell
T1505.004 | persistence | IIS Components
T1505.005 | persistence | Terminal Services DLL
T1505.006 | persistence | vSphere Installation Bundles
T1518 | discovery | Software Discovery
T1518.001 | discovery | Security Software Discovery
T1518.002 | discovery | Backup Software Discovery
T1525 | persistence | Implant Internal Image
T1526 | discovery | Cloud Service Discovery
T1528 | credential-access | Steal Application Access Token
T1529 | impact | System Shutdown/Reboot
T1530 | collection | Data from Cloud Storage Object
T1531 | impact | Account Access Removal
T1534 | lateral-movement | Internal Spearphishing
T1535 | stealth | Unused/Unsupported Cloud Regions
T1537 | exfiltration | Transfer Data to Cloud Account
T1538 | discovery | Cloud Service Dashboard
T1539 | credential-access | Steal Web Session Cookie
T1542 | persistence,stealth | Pre-OS Boot
T1542.001 | persistence,stealth | System Firmware
T1542.002 | persistence,stealth | Component Firmware
T1542.003 | persistence,stealth | Bootkit
T1542.004 | persistence,stealth | ROMMONkit
T1542.005 | persistence,stealth | TFTP Boot
T1543 | persistence,privilege-escalation | Create or Modify System Process
T1543.001 | persistence,privilege-escalation | Launch Agent
T1543.002 | persistence,privilege-escalation | SysV/Systemd Service
T1543.003 | persistence,privilege-escalation | Windows Service
T1543.004 | persistence,privilege-escalation | Launch Daemon
T1543.005 | persistence,privilege-escalation | Container Service
T1546 | persistence,privilege-escalation | Event Triggered Execution
T1546.001 | persistence,privilege-escalation | Change Default File Association
T1546.002 | persistence,privilege-escalation | Screensaver
T1546.003 | persistence,privilege-escalation | Windows Management Instrumentation Event Subscription
T1546.004 | persistence,privilege-escalation | .bash_profile .bashrc and .shrc
T1546.005 | persistence,privilege-escalation | Trap
T1546.006 | persistence,privilege-escalation | LC_LOAD_DYLIB Addition
T1546.007 | persistence,privilege-escalation | Netsh Helper DLL
T1546.008 | persistence,privilege-escalation | Accessibility Features
T1546.009 | persistence,privilege-escalation | AppCert DLLs
T1546.010 | persistence,privilege-escalation | AppInit DLLs
T1546.011 | persistence,privilege-escalation | Application Shimming
T1546.012 | persistence,privilege-escalation | Image File Execution Options Injection
T1546.013 | persistence,privilege-escalation | PowerShell Profile
T1546.014 | persistence,privilege-escalation | Emond
T1546.015 | persistence,privilege-escalation | Component Object Model Hijacking
T1546.016 | persistence,privilege-escalation | Installer Packages
T1546.017 | persistence,privilege-escalation | Udev Rules
T1546.018 | persistence,privilege-escalation | Python Startup Hooks
T1547 | persistence,privilege-escalation | Boot or Logon Autostart Execution
T1547.001 | persistence,privilege-escalation | Registry Run Keys / Startup Folder
T1547.002 | persistence,privilege-escalation | Authentication Package
T1547.003 | persistence,privilege-escalation | Time Providers
T1547.004 | persistence,privilege-escalation | Winlogon Helper DLL
T1547.005 | persistence,privilege-escalation | Security Support Provider
T1547.006 | persistence,privilege-escalation | Kernel Modules and Extensions
T1547.007 | persistence,privilege-escalation | Re-opened Applications
T1547.008 | persistence,privilege-escalation | LSASS Driver
T1547.009 | persistence,privilege-escalation | Shortcut Modification
T1547.010 | persistence,privilege-escalation | Port Monitors
T1547.012 | persistence,privilege-escalation | Print Processors
T1547.013 | persistence,privilege-escalation | XDG Autostart Entries
T1547.014 | persistence,privilege-escalation | Active Setup
T1547.015 | persistence,privilege-escalation | Login Items
T1548 | privilege-escalation | Abuse Elevation Control Mechanism
T1548.001 | privilege-escalation | Setuid and Setgid
T1548.002 | privilege-escalation | Bypass User Account Control
T1548.003 | privilege-escalation | Sudo and Sudo Caching
T1548.004 | privilege-escalation | Elevated Execution with Prompt
T1548.005 | privilege-escalation | Temporary Elevated Cloud Access
T1548.006 | privilege-escalation | TCC Manipulation
T1550 | lateral-movement | Use Alternate Authentication Material
T1550.001 | lateral-movement | Application Access Token
T1550.002 | lateral-movement | Pass the Hash
T1550.003 | lateral-movement | Pass the Ticket
T1550.004 | lateral-movement | Web Session Cookie
T1552 | credential-access | Unsecured Credentials
T1552.001 | credential-access | Credentials In Files
T1552.002 | credential-access | Credentials in Registry
T1552.003 | credential-access | Bash History
T1552.004 | credential-access | Private Keys
T1552.005 | credential-access | Cloud Instance Metadata API
T1552.006 | credential-access | Group Policy Preferences
T1552.007 | credential-access | Kubernetes List Secrets
T1552.008 | credential-access | Chat Messages
T1553 | defense-impairment | Subvert Trust Controls
T1553.001 | defense-impairment | Gatekeeper Bypass
T1553.002 | defense-impairment | Code Signing
T1553.003 | defense-impairment | SIP and Trust Provider Hijacking
T1553.004 | defense-impairment | Install Root Certificate
T1553.005 | defense-impairment | Mark-of-the-Web Bypass
T1553.006 | defense-impairment | Code Signing Policy Modification
T1554 | persistence | Compromise Host Software Binary
T1555 | credential-access | Credentials from Password Stores
T1555.001 | credential-access | Keychain
T1555.002 | credential-access | Securityd Memory
T1555.003 | credential-access | Credentials from Web Browsers
T1555.004 | credential-access | Windows Credential Manager
T1555.005 | credential-access | Password Managers
T1555.006 | credential-access | Cloud Secrets Management Stores
T1556 | credential-access,defense-impairment,persistence | Modify Authentication Process
T1556.001 | credential-access,defense-impairment,persistence | Domain Controller Authentication
T1556.002 | credential-access,defense-impairment,persistence | Password Filter DLL
T1556.003 | credential-access,defense-impairment,persistence | Pluggable Authentication Modules
T1556.004 | credential-access,defense-impairment,persistence | Network Device Authentication
T1556.005 | credential-access,defense-impairment,persistence | Reversible Encryption
T1556.006 | credential-access,defense-impairment,persistence | Multi-Factor Authentication
T1556.007 | credential-access,defense-impairment,persistence | Hybrid Identity
T1556.008 | credential-access,defense-impairment,persistence | Network Provider DLL
T1556.009 | credential-access,defense-impairment,persistence | Conditional Access Policies
`;
