/**
 * Which fields hold names, and of what. Asked of fields of events, and of the keys, attributes and elements
 * of JSON, XML and assignments inside texts, for there a text is a record of its own.
 */
import { BoundedCache } from "../../../caches/bounded-cache.ts";

/** What a field names. A `machine` may be anybody's: the far ones are no secret, and rules ask for them. */
export type NamedBy = "user" | "host" | "machine" | "domain" | "distinguished";

const USER =
  /^DisplayName$|(?:User|Account|Member|Actor)DisplayName$|(?:User|UserName|User_Name|AccountName|MemberName|UserPrincipalName|Owner|PrincipalEmail|SamAccountName|UserMail|UserUpn|LogonName|LoginName|FullName)$|^(?:user|account|author|runas|run_as_user|logonaccount|mailnickname|upn|caller|login)$|(?:^|[._])(?:user|actor|account|member|owner|requestor|initiator|identity|author|caller|principal)[._](?:name|full_name|email|login|username|alternateId|displayName|upn|mail)$|^(?:actor|email|mail|Author|UserId|CallerUserName)$|\.(?:email|username|login)$/i;
const HOST =
  /^(?:Computer|ComputerName|Computer_Name|Workstation|WorkstationName|SourceWorkstation|ClientName|ClientAddressName|Hostname|Host_Name|MachineName|RemoteMachineName|DnsHostName|FQDN|DeviceName|QueryName|RemoteHost|RemoteHostname|ClientHostName|ServerHost|NodeName|PSComputerName|TargetComputer|TargetComputerName|SourceComputer|SourceHost|SourceMachineName|TargetMachineName|RemoteComputer|RemoteComputerName|host\.name|host\.hostname|agent\.hostname|observer\.hostname|winlog\.computer_name|computer_name)$/i;
const MACHINE =
  /^(?:SourceHostname|DestinationHostname|DestinationHost|DstHost|SrcHost|TargetServerName|TargetServer|TargetInfo|TargetHost|TargetHostname|ServerName|RemoteServer|DestinationServer|DestinationName|RemoteName|(?:source|destination|client|server)\.(?:domain|address))$/i;
const DOMAIN =
  /(?:Domain|DomainName|Domain_Name)$|^(?:user|host|winlog\.user)\.domain$|^(?:Realm|ClientRealm|TargetRealm|PrimaryDomain)$/i;
const DISTINGUISHED = /(?:ObjectDN|DistinguishedName|MemberName|GroupDN|TargetDN)$/i;

/** Of recordings that name their fields as they like there may be many. */
const known = new BoundedCache<string, NamedBy | null>(5000);

/** Returns what a field names, `null` if it is none of those that names are collected from. */
export function namedBy(field: string): NamedBy | null {
  const answer = known.get(field);
  return answer === undefined ? known.add(field, classify(field)) : answer;
}

function classify(field: string): NamedBy | null {
  if (MACHINE.test(field)) return "machine";
  if (USER.test(field)) return "user";
  if (HOST.test(field)) return "host";
  if (DOMAIN.test(field)) return "domain";
  return DISTINGUISHED.test(field) ? "distinguished" : null;
}
