/** Whether everything that is known of the mapping from Windows events to ECS is answered. */
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { ecsBinding } from "../../../../harness/events/vocabularies/ecs/binding.ts";
import { ecsField } from "../../../../harness/events/vocabularies/ecs/schema.ts";
import type { FieldValue } from "../../../../harness/events/field-value.ts";
import { CORPORA, needsCorpus } from "../../../corpora.ts";
import { ecsValue, eventOf } from "./build-event.ts";

const FACTS = `${CORPORA}/../facts/ecs-mapping.json`;

interface Entry {
  readonly "event.category": string | readonly string[] | null;
  readonly "event.type": string | readonly string[] | null;
  readonly "event.action": string | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Fields that are not made here, and why. */
const DEVIATIONS: Readonly<Record<string, string>> = {
  "network.community_id": "is a hash of other fields, for which no rule asks",
  "dns.question.registered_domain": "needs the list of public suffixes",
  "dns.question.subdomain": "needs the list of public suffixes",
  "dns.question.top_level_domain": "needs the list of public suffixes",
  "file.code_signature.signed":
    "is set only where a log holds a truth value, and Windows' hold texts",
};

const SECTIONS: Readonly<Record<string, (id: string) => string>> = {
  "Microsoft-Windows-Sysmon/Operational": (id) => `sysmon ${id}`,
  Security: (id) => `security ${id}`,
  System: (id) => `system ${id}`,
  "Microsoft-Windows-PowerShell/Operational + Windows PowerShell": (id) =>
    `${Number(id) > 4000 ? "powershell" : "powershell-classic"} ${id}`,
};

/** Values that have the form in which the field is written; others are any text. */
const SAMPLES: Readonly<Record<string, FieldValue>> = {
  AuditPolicyChanges: "%%8448",
  Archived: "true",
  ConnectedUser: "CORP\\bob",
  Details: "DWORD (0x00000001)",
  Device: "C:\\folder\\name.txt",
  Image: "C:\\folder\\name.exe",
  ImageLoaded: "C:\\folder\\name.dll",
  Initiated: "true",
  IsExecutable: "true",
  LogonType: "3",
  MemberName: "CN=Amy,CN=Users,DC=corp,DC=example",
  NewProcessName: "C:\\folder\\name.exe",
  NewUacValue: "0x1",
  ParentImage: "C:\\folder\\name.exe",
  ParentProcessName: "C:\\folder\\name.exe",
  Path: "C:\\folder\\name.ps1",
  Payload: 'ParameterBinding(Out-Default): name="a"; value="b"',
  PrivilegeList: "SeDebugPrivilege",
  QueryResults: "type:  5 a.example;::ffff:192.0.2.1;",
  QueryStatus: "0",
  ScriptName: "C:\\folder\\name.ps1",
  ServiceType: "0x10",
  SignatureStatus: "Valid",
  SourceImage: "C:\\folder\\name.exe",
  SourceIsIpv6: "false",
  Status: "0xc000006d",
  SubStatus: "0xc0000064",
  TargetFilename: "C:\\folder\\name.txt",
  TargetObject: "HKLM\\SOFTWARE\\key\\value",
  User: "CORP\\amy",
  UserId: "CORP\\amy",
};
const HASHES = "SHA1=AA,MD5=BB,SHA256=CC,IMPHASH=DD";
const OF_NUMBERS = /(?:Id|ID|Port|Number|Total|Sequence)$/;
/** Names that hold a number in one event and a text in another. */
const TEXTUAL = /^(?:Host|Pipeline|Runspace|ScriptBlock|Shell|SubjectLogon)I[dD]$/;

/** Names of fields in a description: `a.b.{c,d}`, `a.b/c`, and plain ones. */
function namesIn(text: string): string[] {
  const found = text.match(/\b[a-z_]+(?:\.[A-Za-z_{}*,[\]]+)+(?:\/[a-z_.]+)*/g) ?? [];
  return found.flatMap((written) => {
    const name = written.replaceAll("[]", "").replace(/[,.]+$/, "");
    const braces = /^(.*)\{(.*)\}$/.exec(name);
    if (braces) return braces[2]!.split(",").map((last) => braces[1]! + last);
    const [first, ...others] = name.split("/");
    const parent = first!.slice(0, first!.lastIndexOf(".") + 1);
    return [first!, ...others.map((other) => (other.includes(".") ? other : parent + other))];
  });
}

/** The first words of a key are the event's fields: `A|B`, `A/B`, `A, B`, `A (how)`. */
function sourcesIn(key: string): string[] {
  if (key === "CommandPath/Name/Type") return ["CommandPath", "CommandName", "CommandType"];
  const [names = ""] = key.split(/ \(| true| false/);
  return names.split(/[|/]|, /).filter((name) => /^[A-Z]\w+$|^param\d$/.test(name));
}

describe("the facts about Windows events in ECS", () => {
  it("are all answered", function () {
    needsCorpus(this, FACTS);
    const facts = JSON.parse(readFileSync(FACTS, "utf8")) as Record<string, Record<string, Entry>>;
    let asked = 0;
    const unanswered: string[] = [];
    const deviated = new Set<string>();
    for (const [section, called] of Object.entries(SECTIONS))
      for (const [id, entry] of Object.entries(facts[section]!)) {
        const event = eventOf(called(id), dataOf(entry, called(id)));
        for (const name of ["event.category", "event.type", "event.action"] as const) {
          asked++;
          const wanted = entry[name] === null ? [] : [entry[name]].flat();
          const bound = ecsBinding("ecs-winlogbeat", event.class, name);
          const found = bound !== "never" && "value" in bound ? [bound.value].flat() : [];
          if (JSON.stringify(found) !== JSON.stringify(wanted))
            unanswered.push(`${called(id)}: ${name} is ${JSON.stringify(found)}`);
        }
        for (const [key, value] of Object.entries(entry.fields))
          for (const name of targetsOf(key, value)) {
            asked++;
            if (Object.hasOwn(DEVIATIONS, name)) deviated.add(name);
            else if (ecsValue(event, name) === undefined) unanswered.push(`${called(id)}: ${name}`);
            else if (!ecsField(name)) unanswered.push(`${name} is no known field`);
          }
      }
    expect(unanswered).to.deep.equal([]);
    expect([...deviated].sort()).to.deep.equal(Object.keys(DEVIATIONS).sort());
    expect(asked).to.be.greaterThan(500);
  });

  it("are met by names that read as they are written", () => {
    expect(namesIn("file.hash.* , file.pe.imphash")).to.deep.equal([
      "file.hash.*",
      "file.pe.imphash",
    ]);
    expect(namesIn("dns.answers[].{type,data}")).to.deep.equal([
      "dns.answers.type",
      "dns.answers.data",
    ]);
    expect(namesIn("user.id/name/domain (x)")).to.deep.equal([
      "user.id",
      "user.name",
      "user.domain",
    ]);
    expect(sourcesIn("IpPort (not '-')")).to.deep.equal(["IpPort"]);
    expect(sourcesIn("A1|B2")).to.deep.equal(["A1", "B2"]);
  });
});

function targetsOf(key: string, value: unknown): string[] {
  if (key === "note") return [];
  if (key === "constant") return Object.keys(value as object);
  const names = [value].flat().flatMap((text) => namesIn(String(text)));
  return names.flatMap((name) => {
    if (name === "winlog.event_data.*") return sourcesIn(key).map((one) => name.replace("*", one));
    if (name.endsWith(".hash.*")) return [name.replace("*", "sha1"), name.replace("*", "md5")];
    if (name.endsWith(".pe.*")) return [name.replace("*", "company"), name.replace("*", "product")];
    if (name === "file.code_signature.*") return [name.replace("*", "status")];
    if (name === "process.*") return ["process.entity_id", "process.pid", "process.executable"];
    if (name === "source.user.*") return ["source.user.name", "source.user.domain"];
    if (name.endsWith(".invocation_details")) return [`${name}.type`, `${name}.value`];
    return name.endsWith("*") || name === "winlog.user_data" ? [] : [name];
  });
}

/** Data in which every field of the entry, and those that every event of its sensor has, hold something. */
function dataOf(entry: Entry, called: string): Record<string, FieldValue> {
  const names = Object.keys(entry.fields).flatMap((key) =>
    key === "Source*" ? ["SourceProcessGuid", "SourceProcessId", "SourceImage"] : sourcesIn(key),
  );
  if (called.startsWith("sysmon")) names.push("User", "Hashes", "Company", "Product", "SourceIp");
  if (called === "security 1102")
    names.push("SubjectUserSid", "SubjectUserName", "SubjectDomainName");
  if (called === "sysmon 23") names.push("Hashes");
  const data = Object.fromEntries(names.map((name) => [name, sampleOf(name)]));
  if (called.startsWith("powershell-classic")) {
    const held = names.map((name) => `\t${name}=${sampleOf(name)}`).join("\n");
    const details = SAMPLES["Payload"]!;
    return { Data: called.endsWith("800") ? ["x", held, details] : ["x", "y", held] };
  }
  if (called === "powershell 4103")
    return {
      Payload: SAMPLES["Payload"]!,
      ContextInfo: names.map((name) => `${name} = ${sampleOf(name)}`).join("\n"),
    };
  return data;
}

function sampleOf(name: string): string {
  const sample = SAMPLES[name];
  if (typeof sample === "string") return sample;
  if (name === "Hash" || name === "Hashes") return HASHES;
  return OF_NUMBERS.test(name) && !TEXTUAL.test(name) ? "42" : "text";
}
