import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse as parseToml } from "smol-toml";
import { globSync } from "tinyglobby";
import { ecsField, ecsFieldNames } from "../../../../harness/events/vocabularies/ecs/schema.ts";
import type { FieldType } from "../../../../harness/events/field-type.ts";
import { CORPORA, needsCorpus } from "../../../corpora.ts";

const RULES = `${CORPORA}/eql/endpoint-rules`;

describe("fields of ECS", () => {
  const rows: readonly [name: string, type: FieldType | undefined][] = [
    ["@timestamp", "date"],
    ["message", "keyword"],
    ["process.pid", "long"],
    ["process.args", "keyword"],
    ["process.parent.pid", "long"],
    ["process.parent.code_signature.trusted", "boolean"],
    ["process.session_leader.parent.user.id", "keyword"],
    ["process.entry_leader.executable", "keyword"],
    ["process.parent.group_leader.pe.imphash", "keyword"],
    ["file.elf.header.entrypoint", "long"],
    ["file.x509.not_after", "date"],
    ["dll.hash.sha256", "keyword"],
    ["user.effective.name", "keyword"],
    ["user.target.group.name", "keyword"],
    ["source.ip", "ip"],
    ["source.geo.country_iso_code", "keyword"],
    ["source.as.number", "long"],
    ["dns.resolved_ip", "ip"],
    ["host.os.type", "keyword"],
    ["event.risk_score", "double"],
    ["sysmon.file.archived", "boolean"],
    ["powershell.sequence", "long"],
    ["winlog.process.pid", "long"],
    ["winlog.event_data.LogonType", "keyword"],
    ["winlog.event_data.size", "keyword"],
    ["winlog.event_data.", undefined],
    ["winlog.anything", "keyword"],
    ["process.Ext.token.integrity_level_name", "keyword"],
    ["process.Ext.relative_file_creation_time", "double"],
    ["process.thread.Ext.call_stack_contains_unbacked", "boolean"],
    ["process.thread.Ext.call_stack.allocation_private_bytes", "long"],
    ["process.Ext", undefined],
    ["Target.process.pid", "long"],
    ["Target.process.executable", "keyword"],
    ["Effective_process.pid", "long"],
    ["azure.auditlogs.operation_name", "keyword"],
    ["process.nme", undefined],
    ["process", undefined],
    ["prcess.name", undefined],
    ["event.", undefined],
    ["process..name", undefined],
    ["nothing.Ext.x", undefined],
    ["constructor", undefined],
    ["toString.x", undefined],
  ];
  for (const [name, type] of rows)
    it(`${name} is ${type ?? "none"}`, () => expect(ecsField(name)?.type).to.equal(type));

  it("are all fields by their own names", () => {
    const names = [...ecsFieldNames()];
    expect(names).to.have.length.above(1000);
    expect(new Set(names)).to.have.lengthOf(names.length);
    for (const name of names) expect(ecsField(name), name).to.not.equal(undefined);
  });

  it("are all that the rules of Elastic Defend name", function () {
    needsCorpus(this, RULES);
    const files = globSync("**/*.toml", { cwd: RULES, absolute: true });
    expect(files).to.have.length.above(400);
    const unknown = new Set<string>();
    let asked = 0;
    for (const file of files)
      for (const name of namesIn(queryOf(readFileSync(file, "utf8")))) {
        asked++;
        if (!ecsField(name)) unknown.add(name);
      }
    expect([...unknown]).to.deep.equal([]);
    expect(asked).to.be.greaterThan(4000);
  });
});

function queryOf(text: string): string {
  return (parseToml(text)["rule"] as { readonly query: string }).query;
}

/** Names with a dot outside of texts and comments; variables and the events of other terms are none. */
function namesIn(query: string): readonly string[] {
  const bare = query
    .replace(/\/\*[\s\S]*?\*\//g, " ")
    .replace(/"""[^\n]*?"""|"(?:[^"\\\n]|\\.)*"|`[^`]*`|\/\/[^\n]*/g, '""');
  const names = bare.match(/(?<![\w.$])[A-Za-z_@][\w@]*(?:\.[A-Za-z_]\w*)+/g) ?? [];
  return names.filter((name) => !/^event\d+\./.test(name));
}
