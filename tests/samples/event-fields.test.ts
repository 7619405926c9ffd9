import { expect } from "chai";
import { recordsOf } from "../../samples/synthesis/recordings.ts";
import { STORIES } from "../../samples/synthesis/stories.ts";
import type { WindowsRecord } from "../../samples/synthesis/windows-record.ts";

/**
 * Fields of each event in the order of its manifest: Sysmon 15 (schema 4.90) and
 * Microsoft-Windows-Security-Auditing of Windows 11 23H2 and Windows Server 2022.
 */
const SUBJECT = "SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId";
const VERSION_RESOURCE = "FileVersion Description Product Company OriginalFileName";
const ACTOR = "RuleName UtcTime ProcessGuid ProcessId Image";
const ACCOUNT =
  "PrivilegeList SamAccountName DisplayName UserPrincipalName HomeDirectory HomePath ScriptPath ProfilePath UserWorkstations PasswordLastSet AccountExpires PrimaryGroupId AllowedToDelegateTo OldUacValue NewUacValue UserAccountControl UserParameters SidHistory LogonHours";
const LOGON = `${SUBJECT} TargetUserSid TargetUserName TargetDomainName TargetLogonId LogonType LogonProcessName AuthenticationPackageName WorkstationName LogonGuid TransmittedServices LmPackageName KeyLength ProcessId ProcessName IpAddress IpPort ImpersonationLevel RestrictedAdminMode`;
const LOGON_END =
  "TargetOutboundUserName TargetOutboundDomainName VirtualAccount TargetLinkedLogonId ElevatedToken";
const TARGET = "TargetUserName TargetDomainName TargetSid";

const MANIFEST: Readonly<Record<string, string>> = {
  "sysmon 1 v5": `${ACTOR} ${VERSION_RESOURCE} CommandLine CurrentDirectory User LogonGuid LogonId TerminalSessionId IntegrityLevel Hashes ParentProcessGuid ParentProcessId ParentImage ParentCommandLine ParentUser`,
  "sysmon 3 v5": `${ACTOR} User Protocol Initiated SourceIsIpv6 SourceIp SourceHostname SourcePort SourcePortName DestinationIsIpv6 DestinationIp DestinationHostname DestinationPort DestinationPortName`,
  "sysmon 5 v3": `${ACTOR} User`,
  "sysmon 7 v3": `${ACTOR} ImageLoaded ${VERSION_RESOURCE} Hashes Signed Signature SignatureStatus User`,
  "sysmon 10 v3":
    "RuleName UtcTime SourceProcessGUID SourceProcessId SourceThreadId SourceImage TargetProcessGUID TargetProcessId TargetImage GrantedAccess CallTrace SourceUser TargetUser",
  "sysmon 11 v2": `${ACTOR} TargetFilename CreationUtcTime User`,
  "sysmon 13 v2":
    "RuleName EventType UtcTime ProcessGuid ProcessId Image TargetObject Details User",
  "sysmon 22 v5":
    "RuleName UtcTime ProcessGuid ProcessId QueryName QueryStatus QueryResults Image User",
  "security 4624 v2": `${LOGON} ${LOGON_END}`,
  "security 4624 v3": `${LOGON} RemoteCredentialGuard ${LOGON_END}`,
  "security 4672 v0": `${SUBJECT} PrivilegeList`,
  "security 4688 v2": `${SUBJECT} NewProcessId NewProcessName TokenElevationType ProcessId CommandLine TargetUserSid TargetUserName TargetDomainName TargetLogonId ParentProcessName MandatoryLabel`,
  "security 4698 v1": `${SUBJECT} TaskName TaskContent ClientProcessStartKey ClientProcessId ParentProcessId RpcCallClientLocality FQDN`,
  "security 4703 v0": `${SUBJECT} TargetUserSid TargetUserName TargetDomainName TargetLogonId ProcessName ProcessId EnabledPrivilegeList DisabledPrivilegeList`,
  "security 4720 v0": `${TARGET} ${SUBJECT} ${ACCOUNT}`,
  "security 4722 v0": `${TARGET} ${SUBJECT}`,
  "security 4724 v0": `${TARGET} ${SUBJECT}`,
  "security 4728 v0": `MemberName MemberSid ${TARGET} ${SUBJECT} PrivilegeList`,
  "security 4732 v0": `MemberName MemberSid ${TARGET} ${SUBJECT} PrivilegeList`,
  "security 4738 v0": `Dummy ${TARGET} ${SUBJECT} ${ACCOUNT}`,
  "security 4799 v0": `${TARGET} ${SUBJECT} CallerProcessId CallerProcessName`,
  "security 5156 v1":
    "ProcessID Application Direction SourceAddress SourcePort DestAddress DestPort Protocol FilterRTID LayerName LayerRTID RemoteUserID RemoteMachineID",
  "security 5379 v0": `${SUBJECT} TargetName Type CountOfCredentialsReturned ReadOperation ReturnCode ProcessCreationTime ClientProcessId`,
};

const played = STORIES.map((story) => ({ story, ...recordsOf(story) }));

function valueOf(record: WindowsRecord, field: string): string {
  const found = record.data.find(([name]) => name === field);
  if (!found) throw new Error(`${record.eventId} has no ${field}`);
  return found[1];
}

describe("fields of the recordings", () => {
  const seen = new Map<string, Set<string>>();
  for (const { sysmon, security } of played)
    for (const [sensor, records] of Object.entries({ sysmon, security }))
      for (const { eventId, version, data } of records) {
        const key = `${sensor} ${eventId} v${version}`;
        seen.set(key, (seen.get(key) ?? new Set()).add(data.map(([name]) => name).join(" ")));
      }

  it("are of the events that the manifest lists, and all of those occur", () => {
    expect([...seen.keys()].toSorted()).to.deep.equal(Object.keys(MANIFEST).toSorted());
  });

  for (const [event, fields] of Object.entries(MANIFEST))
    it(`${event} has the fields of its manifest, in order`, () => {
      expect([...(seen.get(event) ?? [])]).to.deep.equal([fields]);
    });
});

describe("the two recordings of a story", () => {
  for (const { story, sysmon, security } of played)
    it(`${story.id}: every process start is in both, with one id, time and command line`, () => {
      const fromSysmon = sysmon
        .filter(({ eventId }) => eventId === 1)
        .map((record) => ({
          ms: record.data[1]![1].replace(" ", "T"),
          pid: Number(valueOf(record, "ProcessId")),
          parent: Number(valueOf(record, "ParentProcessId")),
          line: valueOf(record, "CommandLine"),
        }));
      const fromSecurity = security
        .filter(({ eventId }) => eventId === 4688)
        .map((record) => ({
          ms: new Date(Number(record.time / 10_000n)).toISOString().slice(0, -1),
          pid: Number(valueOf(record, "NewProcessId")),
          parent: Number(valueOf(record, "ProcessId")),
          line: valueOf(record, "CommandLine"),
        }));
      expect(fromSysmon).to.not.be.empty;
      expect(fromSecurity).to.have.deep.members(fromSysmon);
    });

  for (const { story, sysmon, security } of played)
    it(`${story.id}: no process id belongs to two programs`, () => {
      const owners = new Map<string, Set<string>>();
      for (const record of sysmon.filter(({ eventId }) => eventId === 1))
        for (const [id, image] of [
          ["ProcessId", "Image"],
          ["ParentProcessId", "ParentImage"],
        ] as const) {
          const pid = valueOf(record, id);
          owners.set(pid, (owners.get(pid) ?? new Set()).add(valueOf(record, image)));
        }
      expect([...owners.values()].filter((images) => images.size > 1)).to.be.empty;
      expect(security).to.not.be.empty;
    });

  for (const { story, sysmon, security } of played)
    it(`${story.id}: each log is in order of time`, () => {
      for (const records of [sysmon, security]) {
        const times = records.map(({ time }) => time);
        expect(times).to.deep.equal(times.toSorted((a, b) => Number(a - b)));
      }
    });
});
