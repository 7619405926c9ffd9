import { expect } from "chai";
import { compileEqlFiles } from "../../../../harness/languages/eql/compile-files.ts";
import type { CompiledRule } from "../../../../harness/matching/model/rule.ts";
import type { Sequence, Step } from "../../../../harness/matching/model/sequence.ts";

function compile(text: string): CompiledRule {
  const { rules, diagnostics } = compileEqlFiles([
    { source: { path: "x.eql", text }, name: "x.eql" },
  ]);
  expect(diagnostics.filter(({ severity }) => severity === "error")).to.deep.equal([]);
  return rules[0]!;
}

function sequenceOf(text: string): Sequence {
  const { state: sequence } = compile(text);
  if (sequence?.kind !== "sequence") throw new Error("no sequence");
  return sequence;
}

/** A step as `stage key,?key`, with a `!` before it if it must be missing. */
function printStep({ stage, keys, isMissing }: Step): string {
  const by = keys.map(({ field, type, isOptional }) => `${isOptional ? "?" : ""}${field}:${type}`);
  return `${isMissing ? "!" : ""}${stage} ${by.join(",")}`.trim();
}

describe("EQL sequences", () => {
  it("have a stage for each distinct term and a step for each run", () => {
    const rule = compile(`
      sequence with maxspan=1m
        [process where process.name : "a"]
        [process where process.name : "b"] with runs=3
        ![network where true]
        [process where process.name : "a"]
        until [process where process.name : "b"]
      | head 4 | tail 2`);
    expect(rule.stages.map(({ logSource }) => logSource.category)).to.deep.equal([
      "process",
      "process",
      "network",
    ]);
    const sequence = rule.state as Sequence;
    expect(sequence.steps.map(printStep)).to.deep.equal(["0", "1", "1", "1", "!2", "0"]);
    expect(sequence.until && printStep(sequence.until)).to.equal("1");
    expect(sequence.maxspan).to.equal(60_000);
    expect(sequence.limits).to.deep.equal([
      { from: "head", count: 4 },
      { from: "tail", count: 2 },
    ]);
    expect(sequence.steps[0]!.name).to.equal('process where process.name : "a"');
  });

  it("join by shared keys first, then by those of the term, as the fields' types say", () => {
    const { steps, until, maxspan } = sequenceOf(`
      sequence by host.id, ?unheard
        [process where true] by process.pid, source.ip
        [network where true] by ?process.parent.pid, winlog.event_data.Address
        until [process where false] by process.pid, destination.ip`);
    expect(steps.map(printStep)).to.deep.equal([
      "0 host.id:keyword,?unheard:keyword,process.pid:long,source.ip:ip",
      "1 host.id:keyword,?unheard:keyword,?process.parent.pid:long,winlog.event_data.Address:ip",
    ]);
    expect(until && printStep(until)).to.equal(
      "2 host.id:keyword,?unheard:keyword,process.pid:long,destination.ip:ip",
    );
    expect(maxspan).to.equal(null);
  });

  it("have the category among the tests of a term", () => {
    const { stages } = compile("sequence [process where true] [any where process.pid == 4]");
    expect(stages.map(({ predicate }) => predicate)).to.deep.equal([
      {
        kind: "test",
        field: "event.category",
        pattern: { kind: "equals", text: "process", cased: true },
        label: "process where",
        origin: [10, 17],
      },
      {
        kind: "test",
        field: "process.pid",
        pattern: { kind: "compare", operator: "eq", number: 4 },
        label: "process.pid == 4",
        origin: [41, 57],
      },
    ]);
  });

  it("become samples and limits", () => {
    const sample = compile(
      "sample by host.id [process where true] by ?user.id [file where true] by user.id",
    );
    expect(sample.state?.kind).to.equal("sample");
    expect(sample.state?.kind === "sample" && sample.state.steps.map(printStep)).to.deep.equal([
      "0 host.id:keyword,?user.id:keyword",
      "1 host.id:keyword,user.id:keyword",
    ]);
    const limited = compile("process where true | tail 3");
    expect(limited.state).to.deep.equal({
      kind: "limit",
      timeField: "@timestamp",
      limits: [{ from: "tail", count: 3 }],
    });
    expect(compile("process where true").state).to.equal(undefined);
  });

  it("compare events with earlier ones in the step, and the rest in the stage", () => {
    const { stages, state: sequence } = compile(`---
profile: endpoint
---
sequence with maxspan=1m
  [file where event.action == "creation"] with runs=2 as event0
  [process where event.action == "start" and process.name : "a" and
    process.executable == event0.file.path and (process.pid > 4 or event0.process.pid != process.pid)]`);
    const { steps } = sequence as Sequence;
    expect(steps.map(({ alias, reads }) => [alias, reads])).to.deep.equal([
      [undefined, undefined],
      ["event0", ["file.path", "process.pid"]],
      [undefined, undefined],
    ]);
    const second = stages[1]!.predicate;
    expect(
      second.kind === "all" && second.of.map((one) => "label" in one && one.label),
    ).to.deep.equal(["process where", 'event.action == "start"', 'process.name : "a"']);
    const field = (name: string, type: "keyword" | "long") => ({
      kind: "field",
      field: name,
      type,
    });
    const call = (name: string, ...of: unknown[]) => ({ kind: "call", name, of });
    const any = (of: unknown) => ({ kind: "any", of });
    const equal = call("equal", field("event0.process.pid", "long"), field("process.pid", "long"));
    expect(steps[2]!.where).to.deep.equal(
      call(
        "and",
        any(
          call(
            "equal",
            field("process.executable", "keyword"),
            field("event0.file.path", "keyword"),
          ),
        ),
        call(
          "or",
          any(call("greater", field("process.pid", "long"), { kind: "integer", value: "4" })),
          call("not", any(equal)),
        ),
      ),
    );
  });
});
