import type { FieldNameTable } from "./field-name-table.ts";

const SUBJECT = "SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId";
const TARGET = "TargetUserSid TargetUserName TargetDomainName TargetLogonId";
const ACCOUNT = `${SUBJECT} TargetUserName TargetDomainName TargetSid`;
const MEMBER = `${ACCOUNT} MemberName MemberSid PrivilegeList MembershipExpirationTime`;
const PROCESS = "ProcessId ProcessName";
const CLIENT = "ClientProcessStartKey ClientProcessId ParentProcessId RpcCallClientLocality FQDN";
const OBJECT = `${SUBJECT} ObjectServer ObjectType ObjectName HandleId`;
const USER_OBJECT = `${ACCOUNT} PrivilegeList SamAccountName DisplayName UserPrincipalName HomeDirectory HomePath ScriptPath ProfilePath UserWorkstations PasswordLastSet AccountExpires PrimaryGroupId AllowedToDelegateTo OldUacValue NewUacValue UserAccountControl UserParameters SidHistory LogonHours`;
const COMPUTER_OBJECT = `${USER_OBJECT} DnsHostName ServicePrincipalNames`;
const LOGON = `${SUBJECT} TargetUserSid TargetUserName TargetDomainName LogonType LogonProcessName AuthenticationPackageName WorkstationName TransmittedServices LmPackageName KeyLength ${PROCESS} IpAddress IpPort`;
const ENCRYPTION =
  "AccountSupportedEncryptionTypes AccountAvailableKeys ServiceSupportedEncryptionTypes ServiceAvailableKeys DCSupportedEncryptionTypes DCAvailableKeys ClientAdvertizedEncryptionTypes SessionKeyEncryptionType PreAuthEncryptionType RequestTicketHash ResponseTicketHash";
const CERTIFICATE = "CertIssuerName CertSerialNumber CertThumbprint";
const DIRECTORY = `OpCorrelationID AppCorrelationID ${SUBJECT} DSName DSType`;
const SHARE = `${SUBJECT} ObjectType ShareName ShareLocalPath`;
const FILTERED =
  "Application SourceAddress SourcePort DestAddress DestPort Protocol FilterRTID FilterOrigin LayerName LayerRTID RemoteUserID RemoteMachineID OriginalProfile CurrentProfile InterfaceIndex Direction EnterpriseId UserId";

/**
 * The security audit log, by event id: those that rules ask for most, all versions of an event
 * together. An id without a row is one of which nothing is said here.
 *
 * @see Microsoft, "Advanced security audit policy settings": the event's page, XML and versions
 */
export const SECURITY_FIELDS: FieldNameTable = {
  1102: `${SUBJECT} ClientProcessId ClientProcessStartKey`,
  4611: `${SUBJECT} LogonProcessName`,
  4616: `${SUBJECT} PreviousDate PreviousTime NewDate NewTime PreviousTime ${PROCESS}`,
  4624: `${LOGON} TargetLogonId LogonGuid ImpersonationLevel RestrictedAdminMode RemoteCredentialGuard TargetOutboundUserName TargetOutboundDomainName VirtualAccount TargetLinkedLogonId ElevatedToken`,
  4625: `${LOGON} Status SubStatus FailureReason`,
  4627: `${SUBJECT} ${TARGET} LogonType EventIdx EventCountTotal GroupMembership`,
  4634: `${TARGET} LogonType`,
  4647: TARGET,
  4648: `${SUBJECT} LogonGuid TargetUserName TargetDomainName TargetLogonGuid TargetServerName TargetInfo ${PROCESS} IpAddress IpPort`,
  4656: `${OBJECT} TransactionId AccessList AccessReason AccessMask PrivilegeList RestrictedSidCount ${PROCESS} ResourceAttributes`,
  4657: `${SUBJECT} ObjectName ObjectValueName HandleId OperationType OldValueType OldValue NewValueType NewValue ${PROCESS}`,
  4658: `${SUBJECT} ObjectServer HandleId ${PROCESS}`,
  4660: `${SUBJECT} ObjectServer HandleId ${PROCESS} TransactionId`,
  4661: `${OBJECT} TransactionId AccessList AccessReason AccessMask PrivilegeList Properties RestrictedSidCount ${PROCESS}`,
  4662: `${OBJECT} OperationType AccessList AccessMask Properties AdditionalInfo AdditionalInfo2`,
  4663: `${OBJECT} AccessList AccessMask ${PROCESS} ResourceAttributes`,
  4670: `${OBJECT} OldSd NewSd ${PROCESS}`,
  4672: `${SUBJECT} PrivilegeList`,
  4673: `${SUBJECT} ObjectServer Service PrivilegeList ${PROCESS}`,
  4674: `${OBJECT} AccessMask PrivilegeList ${PROCESS}`,
  4688: `${SUBJECT} ${TARGET} NewProcessId NewProcessName TokenElevationType ProcessId CommandLine ParentProcessName MandatoryLabel`,
  4689: `${SUBJECT} Status ${PROCESS}`,
  4697: `${SUBJECT} ServiceName ServiceFileName ServiceType ServiceStartType ServiceAccount ${CLIENT}`,
  4698: `${SUBJECT} TaskName TaskContent ${CLIENT}`,
  4699: `${SUBJECT} TaskName TaskContent ${CLIENT}`,
  4700: `${SUBJECT} TaskName TaskContent ${CLIENT}`,
  4701: `${SUBJECT} TaskName TaskContent ${CLIENT}`,
  4702: `${SUBJECT} TaskName TaskContentNew ${CLIENT}`,
  4703: `${SUBJECT} ${TARGET} ${PROCESS} EnabledPrivilegeList DisabledPrivilegeList`,
  4704: `${SUBJECT} TargetSid PrivilegeList`,
  4705: `${SUBJECT} TargetSid PrivilegeList`,
  4719: `${SUBJECT} CategoryId SubcategoryId SubcategoryGuid AuditPolicyChanges ${CLIENT}`,
  4720: USER_OBJECT,
  4722: ACCOUNT,
  4723: `${ACCOUNT} PrivilegeList`,
  4724: ACCOUNT,
  4725: ACCOUNT,
  4726: `${ACCOUNT} PrivilegeList`,
  4728: MEMBER,
  4729: MEMBER,
  4732: MEMBER,
  4733: MEMBER,
  4738: `${USER_OBJECT} Dummy`,
  4740: ACCOUNT,
  4741: COMPUTER_OBJECT,
  4742: `${COMPUTER_OBJECT} ComputerAccountChange`,
  4743: `${ACCOUNT} PrivilegeList`,
  4756: MEMBER,
  4757: MEMBER,
  4765: `${ACCOUNT} SourceUserName SourceSid PrivilegeList SidList`,
  4766: `${ACCOUNT} SourceUserName PrivilegeList`,
  4767: ACCOUNT,
  4768: `TargetUserName TargetDomainName TargetSid ServiceName ServiceSid TicketOptions Status TicketEncryptionType PreAuthType IpAddress IpPort ${CERTIFICATE} ResponseTicket ${ENCRYPTION}`,
  4769: `TargetUserName TargetDomainName ServiceName ServiceSid TicketOptions TicketEncryptionType IpAddress IpPort Status LogonGuid TransmittedServices ${ENCRYPTION}`,
  4771: `TargetUserName TargetSid ServiceName TicketOptions Status PreAuthType IpAddress IpPort ${CERTIFICATE}`,
  4776: "PackageName TargetUserName Workstation Status",
  4781: `${ACCOUNT} OldTargetUserName NewTargetUserName PrivilegeList`,
  4794: `${SUBJECT} Workstation Status`,
  4798: `${ACCOUNT} CallerProcessId CallerProcessName`,
  4799: `${ACCOUNT} CallerProcessId CallerProcessName`,
  5136: `${DIRECTORY} ObjectDN ObjectGUID ObjectClass AttributeLDAPDisplayName AttributeSyntaxOID AttributeValue OperationType`,
  5137: `${DIRECTORY} ObjectDN ObjectGUID ObjectClass`,
  5140: `${SHARE} IpAddress IpPort AccessMask AccessList`,
  5145: `${SHARE} IpAddress IpPort RelativeTargetName AccessMask AccessList AccessReason`,
  5156: `${FILTERED} ProcessID`,
  5157: `${FILTERED} ProcessId`,
  5379: `${SUBJECT} TargetName Type CountOfCredentialsReturned ReadOperation ReturnCode ProcessCreationTime ClientProcessId`,
};
