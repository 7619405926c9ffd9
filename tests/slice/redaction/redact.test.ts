/** Laws of redaction: consistent, complete, idempotent. */
import { expect } from "chai";
import fc from "fast-check";
import type { LogEvent } from "../../../harness/events/event.ts";
import { textsOf } from "../../../harness/events/texts.ts";
import { changedEvent } from "../../../harness/slice/changed-event.ts";
import { REDACTIONS, Redactor, type Redaction } from "../../../harness/slice/redaction/redact.ts";
import { SYSTEM, windowsEvent } from "../../telemetry/write/written.ts";

function redacted(events: readonly LogEvent[], kinds: readonly Redaction[] = REDACTIONS) {
  const redactor = new Redactor(kinds);
  for (const event of events) redactor.see(event);
  const changed = events.map((event) => {
    const made = changedEvent(event, (field, text) => redactor.change(field, text), 0n);
    return windowsEvent(made.fields.map((field) => [field, made.get(field)!] as const));
  });
  return { events: changed, redactor };
}

function redactedField(
  fields: Record<string, string>,
  field: string,
  kinds?: readonly Redaction[],
): string {
  return String(redacted([windowsEvent({ ...SYSTEM, ...fields })], kinds).events[0]!.get(field));
}

const textsIn = (events: readonly LogEvent[]): string =>
  events.flatMap((event) => event.fields.flatMap((field) => textsOf(event.get(field)))).join("\n");

const rows: readonly [
  name: string,
  fields: Record<string, string>,
  field: string,
  becomes: string,
][] = [
  ["an account", { User: "CORP\\alice" }, "User", "ANONDOMAIN1\\anonuser1"],
  [
    "a command line",
    { User: "CORP\\alice", CommandLine: "net user ALICE /add" },
    "CommandLine",
    "net user anonuser1 /add",
  ],
  [
    "part of a longer word",
    { User: "CORP\\al", CommandLine: "net local al" },
    "CommandLine",
    "net local anonuser1",
  ],
  [
    "a name between underscores",
    { User: "C\\alice", Image: "C:\\old_alice_1.exe" },
    "Image",
    "C:\\old_anonuser1_1.exe",
  ],
  [
    "a profile nobody logs on to",
    { Image: "C:\\Users\\Bob Ray\\a.exe" },
    "Image",
    "C:\\Users\\anonuser1\\a.exe",
  ],
  [
    "a profile before a blank",
    { CommandLine: "dir C:\\Users\\bob /s" },
    "CommandLine",
    "dir C:\\Users\\anonuser1 /s",
  ],
  [
    "profiles of Windows",
    { Image: "C:\\Users\\Public\\a.exe" },
    "Image",
    "C:\\Users\\Public\\a.exe",
  ],
  ["the machine", {}, "Computer", "ANONHOST1.anondomain1.invalid"],
  ["the machine's account", { SubjectUserName: "WS-FIN-07$" }, "SubjectUserName", "ANONHOST1$"],
  ["a domain under two names", { TargetDomainName: "CORP" }, "TargetDomainName", "ANONDOMAIN1"],
  [
    "a machine that is its own domain",
    { TargetDomainName: "WS-FIN-07" },
    "TargetDomainName",
    "ANONHOST1",
  ],
  [
    "a principal",
    { UserPrincipalName: "a.b@corp.example" },
    "UserPrincipalName",
    "anonuser1@anondomain1.invalid",
  ],
  [
    "a distinguished name",
    { MemberName: "CN=Al Bo,OU=x,DC=corp,DC=example" },
    "MemberName",
    "CN=anonuser1,OU=x,DC=ANONDOMAIN1,DC=example",
  ],
  ["system accounts", { User: "NT AUTHORITY\\SYSTEM" }, "User", "NT AUTHORITY\\SYSTEM"],
  ["session accounts", { User: "Window Manager\\DWM-3" }, "User", "Window Manager\\DWM-3"],
  ["virtual accounts", { User: "NT SERVICE\\MSSQL" }, "User", "NT SERVICE\\MSSQL"],
  ["groups of Windows", { TargetUserName: "Administrators" }, "TargetUserName", "Administrators"],
  ["a SID", { TargetSid: "S-1-5-21-11-22-33-1104" }, "TargetSid", "S-1-5-21-0-0-1-1000"],
  [
    "a SID of every domain",
    { TargetSid: "S-1-5-21-11-22-33-500" },
    "TargetSid",
    "S-1-5-21-0-0-1-500",
  ],
  [
    "a SID in a path",
    { TargetObject: "HKU\\S-1-5-21-11-22-33-1104_Classes\\x" },
    "TargetObject",
    "HKU\\S-1-5-21-0-0-1-1000_Classes\\x",
  ],
  ["an account of Entra ID", { UserSid: "S-1-12-1-1-2-3-4" }, "UserSid", "S-1-12-1-0-0-0-1"],
  [
    "SIDs of every machine",
    { TargetSid: "S-1-5-18, S-1-5-32-544, S-1-5-80-1-2-3-4-5" },
    "TargetSid",
    "S-1-5-18, S-1-5-32-544, S-1-5-80-1-2-3-4-5",
  ],
  ["a private address", { SourceIp: "10.1.2.3" }, "SourceIp", "10.255.0.1"],
  [
    "a public address in a link",
    { CommandLine: "curl http://8.8.4.4:80/x" },
    "CommandLine",
    "curl http://203.0.113.1:80/x",
  ],
  ["an address of IPv6", { SourceIp: "2a00:1450:4001:0:0:0:0:200e" }, "SourceIp", "2001:db8::1"],
  ["a link-local address", { SourceIp: "fe80::1c2:3d4e%12" }, "SourceIp", "fe80::db8:1%12"],
  [
    "an IPv4 address as IPv6",
    { IpAddress: "::ffff:192.168.7.9" },
    "IpAddress",
    "::ffff:192.168.248.1",
  ],
  [
    "addresses of every machine",
    { IpAddress: "127.0.0.1 ::1 0.0.0.0 :: 224.0.0.251 ff02::fb" },
    "IpAddress",
    "127.0.0.1 ::1 0.0.0.0 :: 224.0.0.251 ff02::fb",
  ],
  [
    "versions, times and names of code",
    { FileVersion: "1.2.3.4", X: "10:20:30 [A]::Add(1) 6.1.7601.17514" },
    "X",
    "10:20:30 [A]::Add(1) 6.1.7601.17514",
  ],
  ["a version", { FileVersion: "1.2.3.4" }, "FileVersion", "1.2.3.4"],
  [
    "a GUID",
    { User: "C\\cafe", LogonGuid: "{12345678-cafe-1234-1234-123456789012}" },
    "LogonGuid",
    "{12345678-cafe-1234-1234-123456789012}",
  ],
  [
    "a number among numbers",
    { User: "C\\4688", CommandLine: "kill 4688" },
    "CommandLine",
    "kill 4688",
  ],
  [
    "a number in a path",
    { User: "X\\4688", Image: "D:\\Users\\4688\\a" },
    "Image",
    "D:\\Users\\anonuser1\\a",
  ],
  ["what is not told of a machine", { User: "X\\sysmon" }, "Channel", SYSTEM.Channel],
  [
    "a machine of a part of it",
    { QueryName: "x9.eu.corp.example" },
    "QueryName",
    "ANONHOST2.anondomain2.invalid",
  ],
  ["a name of every network", { QueryName: "wpad" }, "QueryName", "wpad"],
  [
    "a machine of the own domain",
    { DestinationHostname: "fs-01.CORP.example" },
    "DestinationHostname",
    "ANONHOST2.anondomain1.invalid",
  ],
  [
    "a machine elsewhere",
    { DestinationHostname: "cdn.download.net" },
    "DestinationHostname",
    "cdn.download.net",
  ],
];

/** What command lines become of an account CORP\\anna.smith on WS-FIN-07.corp.example. */
const KNOWN = { User: "CORP\\anna.smith", SourceIp: "10.1.2.3", OtherIp: "8.8.4.4" };
const texts: readonly [name: string, text: string, becomes: string][] = [
  ["a relative profile", "Users\\bob\\a.txt", "Users\\anonuser1\\a.txt"],
  ["a profile behind a quote", 'type "Users/bob ray/x"', 'type "Users/anonuser1/x"'],
  [
    "a profile before what may be its second name",
    "copy C:\\Users\\bob x\\y",
    "copy C:\\Users\\anonuser1\\y",
  ],
  [
    "a profile with a domain",
    "C:\\Users\\anna.smith.CORP.000\\x",
    "C:\\Users\\anonuser1.ANONDOMAIN1.000\\x",
  ],
  ["the short form of a profile", "C:\\Users\\ANNASM~1\\x", "C:\\Users\\anonuser1\\x"],
  ["a roaming profile", "D:\\Profiles\\bob.b\\x", "D:\\Profiles\\anonuser1\\x"],
  ["a home folder", "/home/bob/x", "/home/anonuser1/x"],
  ["a profile in a URL", "file:///C:/Users/Bob%20Ray/x", "file:///C:/Users/anonuser1/x"],
  ["doubled backslashes", "C:\\\\Users\\\\bob\\\\x", "C:\\\\Users\\\\anonuser1\\\\x"],
  [
    "an account of the registry",
    "SAM\\Domains\\Account\\Users\\Names\\bob",
    "SAM\\Domains\\Account\\Users\\Names\\anonuser1",
  ],
  [
    "an account behind a known domain",
    "runas /user:CORP\\bob cmd",
    "runas /user:ANONDOMAIN1\\anonuser1 cmd",
  ],
  [
    "an account behind a slash, and its password",
    "x.py corp/bob:pw@srv.corp.example",
    "x.py ANONDOMAIN1/anonuser1:anonuser2@ANONHOST1.anondomain1.invalid",
  ],
  ["an account of this machine", "WS-FIN-07\\bob", "ANONHOST1\\anonuser1"],
  ["a group of every domain", '"CORP\\Domain Admins"', '"ANONDOMAIN1\\Domain Admins"'],
  ["a path that looks like an account", "System32\\drivers", "System32\\drivers"],
  ["a host before a known domain", "ping fs-01.corp.example", "ping ANONHOST1.anondomain1.invalid"],
  ["a host before the NetBIOS name's", "ping fs-01.corp.net", "ping ANONHOST1.anondomain1.invalid"],
  [
    "a service of DNS",
    "_ldap._tcp.dc._msdcs.corp.example",
    "_ldap._tcp.dc._msdcs.anondomain1.invalid",
  ],
  [
    "a namespace of code",
    "System.Management.Automation.Internal",
    "System.Management.Automation.Internal",
  ],
  ["a share", "dir \\\\fs01\\c$", "dir \\\\ANONHOST1\\c$"],
  ["a share in JSON", "\\\\\\\\fs01\\\\c$", "\\\\\\\\ANONHOST1\\\\c$"],
  ["a machine alone", "psexec \\\\fs01 cmd", "psexec \\\\ANONHOST1 cmd"],
  ["a share of somebody's", "\\\\live.sysinternals.com\\tools", "\\\\live.sysinternals.com\\tools"],
  ["a share that carries a name", "\\\\fs01\\home_anna.smith$", "\\\\ANONHOST1\\home_anonuser1$"],
  ["a path that begins with backslashes", "\\\\Microsoft\\\\Windows", "\\\\Microsoft\\\\Windows"],
  [
    "somebody on a host",
    "ssh bob@10.1.2.3; bob@ws-fin-07",
    "ssh anonuser1@10.255.0.1; anonuser1@ANONHOST1",
  ],
  ["an address of mail", "mail b.ray@gmail.com", "mail anonuser1@gmail.com"],
  ["a mailbox of nobody", "mail info@gmail.com", "mail info@gmail.com"],
  [
    "a distinguished name",
    "CN=Bob Ray,OU=x,DC=corp,DC=example",
    "CN=anonuser1,OU=x,DC=ANONDOMAIN1,DC=example",
  ],
  [
    "a SPN",
    "setspn -q HTTP/fs01.corp.example@CORP.EXAMPLE",
    "setspn -q HTTP/ANONHOST1.anondomain1.invalid@anondomain1.invalid",
  ],
  ["a SPN with a port", "MSSQLSvc/fs01:1433", "MSSQLSvc/ANONHOST1:1433"],
  ["a machine account", "ws-fin-07$ corp\\fs01$", "ANONHOST1$ ANONDOMAIN1\\ANONHOST2$"],
  ["JSON", '{"userName":"bob","x":1}', '{"userName":"anonuser1","x":1}'],
  ["XML", "<Author>CORP\\bob</Author>", "<Author>ANONDOMAIN1\\anonuser1</Author>"],
  [
    "escaped XML",
    "&lt;Author&gt;CORP\\bob&lt;/Author&gt;",
    "&lt;Author&gt;ANONDOMAIN1\\anonuser1&lt;/Author&gt;",
  ],
  ["options", "wmic /node:FS01 /user:bob x", "wmic /node:ANONHOST1 /user:anonuser1 x"],
  [
    "a command with its path",
    "C:\\Windows\\net.exe user bob pw",
    "C:\\Windows\\net.exe user anonuser1 pw",
  ],
  [
    "options of other commands",
    "mstsc /v:fs01 & schtasks /create /s fs02 /ru corp\\bob",
    "mstsc /v:ANONHOST1 & schtasks /create /s ANONHOST2 /ru ANONDOMAIN1\\anonuser1",
  ],
  [
    "several machines",
    "icm -ComputerName fs01,fs02 {}",
    "icm -ComputerName ANONHOST1,ANONHOST2 {}",
  ],
  ["an apostrophe", "corp\\o'brien 'corp\\bob'", "ANONDOMAIN1\\anonuser1 'ANONDOMAIN1\\anonuser2'"],
  [
    "hosts of URLs",
    "file://fs01/x https://fs02:8443/ ssh://bob@fs03/",
    "file://ANONHOST1/x https://ANONHOST2:8443/ ssh://anonuser1@ANONHOST3/",
  ],
  [
    "a host of somebody's in a URL",
    "https://download.example.org/x",
    "https://download.example.org/x",
  ],
  ["a copy by SSH", "scp a.txt bob@fs01:/x", "scp a.txt anonuser1@ANONHOST1:/x"],
  ["a link to an address of mail", "mailto:b.ray@gmail.com", "mailto:anonuser1@gmail.com"],
  [
    "a message",
    "Account Name:\t\tbob\r\n\tWorkstation Name:\tFS01\r\n",
    "Account Name:\t\tanonuser1\r\n\tWorkstation Name:\tANONHOST1\r\n",
  ],
  ["a connection", "Server=x;uid=bob;pwd=y", "Server=x;uid=anonuser1;pwd=y"],
  ["net user", "net user bob pw /add", "net user anonuser1 pw /add"],
  [
    "an ARN",
    "arn:aws:iam::123456789012:user/it/bob",
    "arn:aws:iam::123456789012:user/it/anonuser1",
  ],
  [
    "an ARN of a session",
    "arn:aws:sts::123456789012:assumed-role/Admin/bob",
    "arn:aws:sts::123456789012:assumed-role/Admin/anonuser1",
  ],
  [
    "other forms of a name",
    "Anna Smith, anna_smith, SMITH.Anna",
    "anonuser1, anonuser1, anonuser1",
  ],
  [
    "an escaped name",
    "?u=anna%2Esmith \\u0061nna.smith a^nna.smith",
    "?u=anonuser1 anonuser1 anonuser1",
  ],
  ["an escaped escape", "anna%252Esmith", "anonuser1"],
  ["a SID in a word", "xS-1-5-21-1-2-3-1104y", "xS-1-5-21-0-0-1-1000y"],
  [
    "a SID in bytes",
    "01050000000000051500000001000000020000000300000050040000ff",
    "010500000000000515000000000000000000000001000000e8030000ff",
  ],
  [
    "a SID in bytes of a registry file",
    "01,02,00,00,00,00,00,05,20,00,00,00,20,02,00,00",
    "01,02,00,00,00,00,00,05,20,00,00,00,20,02,00,00",
  ],
  [
    "a SID in bytes with signs between",
    "01,04,00,00,00,00,00,05,15,00,00,00,01,00,00,00,02,00,00,00,03,00,00,00",
    "01,04,00,00,00,00,00,05,15,00,00,00,00,00,00,00,00,00,00,00,01,00,00,00",
  ],
  [
    "an address with a port, in a word",
    "10.1.2.3:443 v10.1.2.3x 1.10.1.2.3",
    "10.255.0.1:443 v10.255.0.1x 1.10.255.0.1",
  ],
  [
    "an address with other separators",
    "ip-10-1-2-3.ec2 10_1_2_3 10-0-0-9",
    "ip-10-255-0-1.ec2 10_255_0_1 10-255-0-2",
  ],
  ["a public address with dashes", "8-8-4-4 and 1-2-3-4", "203-0-113-1 and 1-2-3-4"],
  ["an address as a number", "http://134743044/ 0x08080404", "http://3405803777/ 0xcb007101"],
  ["an address with zeros", "010.001.002.003 012.01.02.03", "10.255.0.1 10.255.0.1"],
  ["an address backwards", "3.2.1.10.in-addr.arpa", "1.0.255.10.in-addr.arpa"],
  [
    "an address of IPv6 in a name",
    "\\\\2a00-1--2.ipv6-literal.net\\x",
    "\\\\2001-db8--1.ipv6-literal.net\\x",
  ],
  ["an IPv4 address as hexadecimal IPv6", "::ffff:a01:203", "::ffff:0aff:0001"],
  [
    "an address of IPv6 backwards",
    `${"2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0."}1.0.0.0.0.0.a.2.ip6.arpa`,
    `${"1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0."}8.b.d.0.1.0.0.2.ip6.arpa`,
  ],
];

/** Pseudonyms are numbered by where they first occur: of each kind from 1, in this text. */
function numbered(text: string): string {
  const numbers = new Map<string, number>();
  return text.replaceAll(/(anonuser|anonhost|anondomain)(\d+)/gi, (whole, kind: string) => {
    const key = whole.toLowerCase();
    const ofKind = [...numbers.keys()].filter((one) => one.startsWith(kind.toLowerCase()));
    if (!numbers.has(key)) numbers.set(key, ofKind.length + 1);
    return `${kind}${numbers.get(key)}`;
  });
}

describe("redaction", () => {
  for (const [name, fields, field, becomes] of rows)
    it(`${name}: ${becomes}`, () => expect(redactedField(fields, field)).to.equal(becomes));

  for (const [name, text, becomes] of texts)
    it(`in a text, ${name}: ${becomes}`, () => {
      // Before what is known, so that the text alone decides the numbers.
      const fields = { CommandLine: text, Computer: SYSTEM.Computer, ...KNOWN };
      const [event] = redacted([windowsEvent({ ...SYSTEM, ...fields, CommandLine: text })]).events;
      expect(numbered(String(event!.get("CommandLine")))).to.equal(numbered(becomes));
    });

  it("replaces only what is asked for", () => {
    const fields = { User: "CORP\\alice", SourceIp: "10.1.2.3", TargetSid: "S-1-5-21-1-2-3-1104" };
    expect(redactedField(fields, "User", ["user"])).to.equal("CORP\\anonuser1");
    expect(redactedField(fields, "SourceIp", ["user"])).to.equal("10.1.2.3");
    expect(redactedField(fields, "TargetSid", ["user", "ip"])).to.equal("S-1-5-21-1-2-3-1104");
    expect(redactedField(fields, "Computer", ["host"])).to.equal("ANONHOST1.corp.example");
  });

  it("lists what it replaced, how often, and what it left as pseudonyms", () => {
    const events = [
      windowsEvent({ ...SYSTEM, User: "CORP\\alice", X: "alice", SourceIp: "203.0.113.9" }),
    ];
    const { redactor } = redacted(events, ["user", "ip"]);
    expect(redactor.replacements).to.deep.equal([
      { kind: "user", name: "alice", pseudonym: "anonuser1", count: 2 },
    ]);
    expect(redactor.existing).to.deep.equal(["203.0.113.9"]);
  });

  it("gives no pseudonym that the recording has already", () => {
    const events = ["anonuser1", "alice"].map((name) =>
      windowsEvent({ ...SYSTEM, User: `CORP\\${name}` }),
    );
    expect(redacted(events).events.map((event) => event.get("User"))).to.deep.equal([
      "ANONDOMAIN1\\anonuser1",
      "ANONDOMAIN1\\anonuser2",
    ]);
  });
});

const name = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9]{1,8}(?:[-._ ][a-zA-Z0-9]{1,5})?$/);
const word = fc.oneof(
  name,
  fc.constantFrom("net", "user", "/add", "C:\\Windows", '"', "host", "domain", "é", "-"),
);
const address = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.constantFrom("10.0.0.7", "192.168.1.4", "fe80::9", "127.0.0.1"),
);
const sid = fc
  .tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat(5000))
  .map((parts) => `S-1-5-21-${parts.join("-")}`);

const recording = fc
  .record({
    users: fc.array(name, { minLength: 1, maxLength: 4 }),
    hosts: fc.array(fc.stringMatching(/^[A-Z][A-Z0-9]{2,6}(?:-[A-Z0-9]{1,3})?$/), {
      minLength: 1,
      maxLength: 3,
    }),
    domains: fc.array(fc.stringMatching(/^[a-z]{3,7}(?:\.[a-z]{3,5})?$/), {
      minLength: 1,
      maxLength: 2,
    }),
    addresses: fc.array(address, { maxLength: 4 }),
    sids: fc.array(sid, { maxLength: 3 }),
    words: fc.array(word, { maxLength: 10 }),
  })
  .map(({ users, hosts, domains, addresses, sids, words }) => {
    const pick = (list: readonly string[], i: number): string => list[i % list.length] ?? "";
    const all = [...words, ...users, ...addresses, ...sids, ...hosts, ...domains];
    return [0, 1, 2, 3].map((i) =>
      windowsEvent({
        ...SYSTEM,
        Computer: `${pick(hosts, i)}.${pick(domains, i)}`,
        SubjectUserName: pick(users, i),
        SubjectDomainName: pick(domains, i),
        User: `${pick(domains, i + 1).toUpperCase()}\\${pick(users, i).toUpperCase()}`,
        IpAddress: pick(addresses, i),
        TargetSid: pick(sids, i),
        CommandLine: all.slice(i).join(i % 2 === 0 ? " " : "\\"),
        TargetFilename: `C:\\Users\\${pick(users, i + 1)}\\${pick(words, i)}`,
        UserPrincipalName: `${pick(users, i)}@${pick(domains, i)}`,
      }),
    );
  });

const RUNS = { seed: 11, numRuns: 300 } as const;

describe("laws of redaction", () => {
  it("no name that was replaced survives as a word, nor any SID or address", () => {
    fc.assert(
      fc.property(recording, (events) => {
        const { events: changed, redactor } = redacted(events);
        const texts = textsIn(changed).toLowerCase();
        for (const { kind, name } of redactor.replacements) {
          const escaped = name.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
          const around =
            kind === "ip" || kind === "sid"
              ? ["(?<![\\w.:-])", "(?![\\w.:-])"]
              : ["(?<![\\p{L}\\p{N}])", "(?![\\p{L}\\p{N}])"];
          expect(texts).to.not.match(new RegExp(around.join(escaped), "u"));
        }
      }),
      RUNS,
    );
  });

  it("redacting again changes nothing", () => {
    fc.assert(
      fc.property(recording, (events) => {
        const once = redacted(events);
        const twice = redacted(once.events);
        expect(textsIn(twice.events)).to.equal(textsIn(once.events));
        expect(twice.redactor.replacements).to.be.empty;
      }),
      RUNS,
    );
  });

  it("the same name gets the same pseudonym, and different names different ones", () => {
    fc.assert(
      fc.property(recording, (events) => {
        const { replacements } = redacted(events).redactor;
        const names = replacements.map(({ name }) => name.toLowerCase());
        expect(new Set(names).size).to.equal(names.length);
        const pseudonyms = replacements.map(({ pseudonym }) => pseudonym.toLowerCase());
        expect(new Set(pseudonyms).size).to.equal(pseudonyms.length);
      }),
      RUNS,
    );
  });
});
