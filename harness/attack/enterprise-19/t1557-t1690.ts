/**
 * ATT&CK Enterprise v19, techniques T1557 to T1690: id | tactics | name.
 *
 * © 2026 The MITRE Corporation. This work is reproduced and distributed with the permission of The
 * MITRE Corporation. ATT&CK Terms of Use: https://attack.mitre.org/resources/terms-of-use/
 */
export const T1557_TO_T1690 = `
T1557 | collection,credential-access | Adversary-in-the-Middle
T1557.001 | collection,credential-access | LLMNR/NBT-NS Poisoning and SMB Relay
T1557.002 | collection,credential-access | ARP Cache Poisoning
T1557.003 | collection,credential-access | DHCP Spoofing
T1557.004 | collection,credential-access | Evil Twin
T1558 | credential-access | Steal or Forge Kerberos Tickets
T1558.001 | credential-access | Golden Ticket
T1558.002 | credential-access | Silver Ticket
T1558.003 | credential-access | Kerberoasting
T1558.004 | credential-access | AS-REP Roasting
T1558.005 | credential-access | Ccache Files
T1559 | execution | Inter-Process Communication
T1559.001 | execution | Component Object Model
T1559.002 | execution | Dynamic Data Exchange
T1559.003 | execution | XPC Services
T1560 | collection | Archive Collected Data
T1560.001 | collection | Archive via Utility
T1560.002 | collection | Archive via Library
T1560.003 | collection | Archive via Custom Method
T1561 | impact | Disk Wipe
T1561.001 | impact | Disk Content Wipe
T1561.002 | impact | Disk Structure Wipe
T1563 | lateral-movement | Remote Service Session Hijacking
T1563.001 | lateral-movement | SSH Hijacking
T1563.002 | lateral-movement | RDP Hijacking
T1564 | stealth | Hide Artifacts
T1564.001 | stealth | Hidden Files and Directories
T1564.002 | stealth | Hidden Users
T1564.003 | stealth | Hidden Window
T1564.004 | stealth | NTFS File Attributes
T1564.005 | stealth | Hidden File System
T1564.006 | stealth | Run Virtual Instance
T1564.007 | stealth | VBA Stomping
T1564.008 | stealth | Email Hiding Rules
T1564.009 | stealth | Resource Forking
T1564.010 | stealth | Process Argument Spoofing
T1564.011 | stealth | Ignore Process Interrupts
T1564.012 | stealth | File/Path Exclusions
T1564.013 | stealth | Bind Mounts
T1564.014 | stealth | Extended Attributes
T1565 | impact | Data Manipulation
T1565.001 | impact | Stored Data Manipulation
T1565.002 | impact | Transmitted Data Manipulation
T1565.003 | impact | Runtime Data Manipulation
T1566 | initial-access | Phishing
T1566.001 | initial-access | Spearphishing Attachment
T1566.002 | initial-access | Spearphishing Link
T1566.003 | initial-access | Spearphishing via Service
T1566.004 | initial-access | Spearphishing Voice
T1567 | exfiltration | Exfiltration Over Web Service
T1567.001 | exfiltration | Exfiltration to Code Repository
T1567.002 | exfiltration | Exfiltration to Cloud Storage
T1567.003 | exfiltration | Exfiltration to Text Storage Sites
T1567.004 | exfiltration | Exfiltration Over Webhook
T1568 | command-and-control | Dynamic Resolution
T1568.001 | command-and-control | Fast Flux DNS
T1568.002 | command-and-control | Domain Generation Algorithms
T1568.003 | command-and-control | DNS Calculation
T1569 | execution | System Services
T1569.001 | execution | Launchctl
T1569.002 | execution | Service Execution
T1569.003 | execution | Systemctl
T1570 | lateral-movement | Lateral Tool Transfer
T1571 | command-and-control | Non-Standard Port
T1572 | command-and-control | Protocol Tunneling
T1573 | command-and-control | Encrypted Channel
T1573.001 | command-and-control | Symmetric Cryptography
T1573.002 | command-and-control | Asymmetric Cryptography
T1574 | execution,stealth | Hijack Execution Flow
T1574.001 | execution,stealth | DLL
T1574.004 | execution,stealth | Dylib Hijacking
T1574.005 | execution,stealth | Executable Installer File Permissions Weakness
T1574.006 | execution,stealth | LD_PRELOAD
T1574.007 | execution,stealth | Path Interception by PATH Environment Variable
T1574.008 | execution,stealth | Path Interception by Search Order Hijacking
T1574.009 | execution,stealth | Path Interception by Unquoted Path
T1574.010 | execution,stealth | Services File Permissions Weakness
T1574.011 | execution,stealth | Services Registry Permissions Weakness
T1574.012 | execution,stealth | COR_PROFILER
T1574.013 | execution,stealth | KernelCallbackTable
T1574.014 | execution,stealth | AppDomainManager
T1578 | defense-impairment | Modify Cloud Compute Infrastructure
T1578.001 | defense-impairment | Create Snapshot
T1578.002 | defense-impairment | Create Cloud Instance
T1578.003 | defense-impairment | Delete Cloud Instance
T1578.004 | defense-impairment | Revert Cloud Instance
T1578.005 | defense-impairment | Modify Cloud Compute Configurations
T1580 | discovery | Cloud Infrastructure Discovery
T1583 | resource-development | Acquire Infrastructure
T1583.001 | resource-development | Domains
T1583.002 | resource-development | DNS Server
T1583.003 | resource-development | Virtual Private Server
T1583.004 | resource-development | Server
T1583.005 | resource-development | Botnet
T1583.006 | resource-development | Web Services
T1583.007 | resource-development | Serverless
T1583.008 | resource-development | Malvertising
T1584 | resource-development | Compromise Infrastructure
T1584.001 | resource-development | Domains
T1584.002 | resource-development | DNS Server
T1584.003 | resource-development | Virtual Private Server
T1584.004 | resource-development | Server
T1584.005 | resource-development | Botnet
T1584.006 | resource-development | Web Services
T1584.007 | resource-development | Serverless
T1584.008 | resource-development | Network Devices
T1585 | resource-development | Establish Accounts
T1585.001 | resource-development | Social Media Accounts
T1585.002 | resource-development | Email Accounts
T1585.003 | resource-development | Cloud Accounts
T1586 | resource-development | Compromise Accounts
T1586.001 | resource-development | Social Media Accounts
T1586.002 | resource-development | Email Accounts
T1586.003 | resource-development | Cloud Accounts
T1587 | resource-development | Develop Capabilities
T1587.001 | resource-development | Malware
T1587.002 | resource-development | Code Signing Certificates
T1587.003 | resource-development | Digital Certificates
T1587.004 | resource-development | Exploits
T1588 | resource-development | Obtain Capabilities
T1588.001 | resource-development | Malware
T1588.002 | resource-development | Tool
T1588.003 | resource-development | Code Signing Certificates
T1588.004 | resource-development | Digital Certificates
T1588.005 | resource-development | Exploits
T1588.006 | resource-development | Vulnerabilities
T1588.007 | resource-development | Artificial Intelligence
T1589 | reconnaissance | Gather Victim Identity Information
T1589.001 | reconnaissance | Credentials
T1589.002 | reconnaissance | Email Addresses
T1589.003 | reconnaissance | Employee Names
T1590 | reconnaissance | Gather Victim Network Information
T1590.001 | reconnaissance | Domain Properties
T1590.002 | reconnaissance | DNS
T1590.003 | reconnaissance | Network Trust Dependencies
T1590.004 | reconnaissance | Network Topology
T1590.005 | reconnaissance | IP Addresses
T1590.006 | reconnaissance | Network Security Appliances
T1591 | reconnaissance | Gather Victim Org Information
T1591.001 | reconnaissance | Determine Physical Locations
T1591.002 | reconnaissance | Business Relationships
T1591.003 | reconnaissance | Identify Business Tempo
T1591.004 | reconnaissance | Identify Roles
T1592 | reconnaissance | Gather Victim Host Information
T1592.001 | reconnaissance | Hardware
T1592.002 | reconnaissance | Software
T1592.003 | reconnaissance | Firmware
T1592.004 | reconnaissance | Client Configurations
T1593 | reconnaissance | Search Open Websites/Domains
T1593.001 | reconnaissance | Social Media
T1593.002 | reconnaissance | Search Engines
T1593.003 | reconnaissance | Code Repositories
T1594 | reconnaissance | Search Victim-Owned Websites
T1595 | reconnaissance | Active Scanning
T1595.001 | reconnaissance | Scanning IP Blocks
T1595.002 | reconnaissance | Vulnerability Scanning
T1595.003 | reconnaissance | Wordlist Scanning
T1596 | reconnaissance | Search Open Technical Databases
T1596.001 | reconnaissance | DNS/Passive DNS
T1596.002 | reconnaissance | WHOIS
T1596.003 | reconnaissance | Digital Certificates
T1596.004 | reconnaissance | CDNs
T1596.005 | reconnaissance | Scan Databases
T1597 | reconnaissance | Search Closed Sources
T1597.001 | reconnaissance | Threat Intel Vendors
T1597.002 | reconnaissance | Purchase Technical Data
T1598 | reconnaissance | Phishing for Information
T1598.001 | reconnaissance | Spearphishing Service
T1598.002 | reconnaissance | Spearphishing Attachment
T1598.003 | reconnaissance | Spearphishing Link
T1598.004 | reconnaissance | Spearphishing Voice
T1599 | defense-impairment | Network Boundary Bridging
T1599.001 | defense-impairment | Network Address Translation Traversal
T1600 | defense-impairment | Weaken Encryption
T1600.001 | defense-impairment | Reduce Key Space
T1600.002 | defense-impairment | Disable Crypto Hardware
T1601 | defense-impairment | Modify System Image
T1601.001 | defense-impairment | Patch System Image
T1601.002 | defense-impairment | Downgrade System Image
T1602 | collection | Data from Configuration Repository
T1602.001 | collection | SNMP (MIB Dump)
T1602.002 | collection | Network Device Configuration Dump
T1606 | credential-access | Forge Web Credentials
T1606.001 | credential-access | Web Cookies
T1606.002 | credential-access | SAML token
T1608 | resource-development | Stage Capabilities
T1608.001 | resource-development | Upload Malware
T1608.002 | resource-development | Upload Tool
T1608.003 | resource-development | Install Digital Certificate
T1608.004 | resource-development | Drive-by Target
T1608.005 | resource-development | Link Target
T1608.006 | resource-development | SEO Poisoning
T1609 | execution | Kubernetes Exec Into Container
T1610 | execution | Deploy a container
T1611 | privilege-escalation | Escape to Host
T1612 | stealth | Build Image on Host
T1613 | discovery | Container and Resource Discovery
T1614 | discovery | System Location Discovery
T1614.001 | discovery | System Language Discovery
T1615 | discovery | Group Policy Discovery
T1619 | discovery | Cloud Storage Object Discovery
T1620 | stealth | Reflective Code Loading
T1621 | credential-access | Multi-Factor Authentication Request Generation
T1622 | discovery,stealth | Debugger Evasion
T1647 | defense-impairment | Plist File Modification
T1648 | execution | Serverless Execution
T1649 | credential-access | Steal or Forge Authentication Certificates
T1650 | resource-development | Acquire Access
T1651 | execution | Cloud Administration Command
T1652 | discovery | Device Driver Discovery
T1653 | persistence | Power Settings
T1654 | discovery | Log Enumeration
T1657 | impact | Financial Theft
T1659 | command-and-control,initial-access | Content Injection
T1665 | command-and-control | Hide Infrastructure
T1666 | defense-impairment | Modify Cloud Resource Hierarchy
T1667 | impact | Email Bombing
T1668 | persistence | Exclusive Control
T1669 | initial-access | Wi-Fi Networks
T1671 | persistence | Cloud Application Integration
T1673 | discovery | Virtual Machine Discovery
T1674 | execution | Input Injection
T1675 | execution | ESXi Administration Command
T1677 | execution | Poisoned Pipeline Execution
T1678 | stealth | Delay Execution
T1679 | stealth | Selective Exclusion
T1680 | discovery | Local Storage Discovery
T1681 | reconnaissance | Search Threat Vendor Data
T1682 | reconnaissance | Query Public AI Services
T1683 | resource-development | Generate Content
T1683.001 | resource-development | Written Content
T1683.002 | resource-development | Audio-Visual Content
T1684 | stealth | Social Engineering
T1684.001 | stealth | Impersonation
T1684.002 | stealth | Email Spoofing
T1685 | defense-impairment | Disable or Modify Tools
T1685.001 | defense-impairment | Disable or Modify Windows Event Log
T1685.002 | defense-impairment | Disable or Modify Cloud Log
T1685.003 | defense-impairment | Modify or Spoof Tool UI
T1685.004 | defense-impairment | Disable or Modify Linux Audit System Log
T1685.005 | defense-impairment | Clear Windows Event Logs
T1685.006 | defense-impairment | Clear Linux or Mac System Logs
T1686 | defense-impairment | Disable or Modify System Firewall
T1686.001 | defense-impairment | Cloud Firewall
T1686.002 | defense-impairment | Network Device Firewall
T1686.003 | defense-impairment | Windows Host Firewall
T1687 | defense-impairment | Exploitation for Defense Impairment
T1688 | defense-impairment | Safe Mode Boot
T1689 | defense-impairment | Downgrade Attack
T1690 | defense-impairment | Prevent Command History Logging
`;
