import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import type { LogSource } from "../../harness/events/log-sources/log-source.ts";
import { loadRules } from "../../harness/languages/load.ts";
import { loadScenario } from "../../harness/scenario/format/load.ts";
import { planOf } from "../../harness/scenario/plan/plan.ts";
import { playScenario, loadedRules } from "../../harness/scenario/play.ts";
import type { Verdict } from "../../harness/scenario/judge/verdict.ts";
import { Project } from "../cli/project.ts";

interface Row {
  readonly product: string;
  readonly logSource: LogSource;
  readonly selection: Readonly<Record<string, unknown>>;
  /** An event on which the selection holds, in the product's own form. */
  readonly event: object;
}

const ROWS: readonly Row[] = [
  {
    product: "Okta, nested, through a list",
    logSource: { product: "okta", service: "okta" },
    selection: {
      eventType: "user.mfa.factor.deactivate",
      "actor.alternateId|endswith": "@corp.example",
      "target.type": "User",
    },
    event: {
      eventType: "user.mfa.factor.deactivate",
      actor: { alternateId: "it.admin@corp.example" },
      target: [{ type: "AuthenticatorEnrollment" }, { type: "User" }],
    },
  },
  {
    product: "Google Cloud, under the names that rules use",
    logSource: { product: "gcp", service: "gcp.audit" },
    selection: { "gcp.audit.method_name|endswith": ".DeleteSink" },
    event: { gcp: { audit: { method_name: "google.logging.v2.ConfigServiceV2.DeleteSink" } } },
  },
  {
    product: "Google Cloud, as Cloud Logging exports it",
    logSource: { product: "gcp", service: "gcp.audit" },
    selection: { "protoPayload.methodName|contains": "DeleteSink", "protoPayload.status": null },
    event: { protoPayload: { methodName: "google.logging.v2.ConfigServiceV2.DeleteSink" } },
  },
  {
    product: "GitHub",
    logSource: { product: "github", service: "audit" },
    selection: { action: ["org.disable_two_factor_requirement", "repo.destroy"] },
    event: { action: "repo.destroy", actor: "octo", created_at: 1769000000000 },
  },
  {
    product: "Azure, a key that holds dots",
    logSource: { product: "azure", service: "activitylogs" },
    selection: { "properties.message": "Delete resource group", "ctx.user.id": 7 },
    event: { "properties.message": "Delete resource group", ctx: { "user.id": 7 } },
  },
  {
    product: "macOS, by category",
    logSource: { product: "macos", category: "process_creation" },
    selection: { "Image|endswith": "/osascript", "CommandLine|contains": "display dialog" },
    event: { Image: "/usr/bin/osascript", CommandLine: "osascript -e 'display dialog 1'" },
  },
  {
    product: "Linux, by service alone",
    logSource: { product: "linux", service: "auditd" },
    selection: { type: "EXECVE", a0: "chattr", "a1|startswith": "-" },
    event: { type: "EXECVE", a0: "chattr", a1: "-i" },
  },
];

const OTHER: LogSource = { product: "another", service: "another" };

describe("telemetry that does not say what it is", () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "firedrill-declared-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Judges the rule of a row over its event, written as NDJSON beside one that must not match. */
  async function verdict(row: Row, declared: LogSource | null, sensor: string): Promise<Verdict> {
    const rule = {
      title: row.product,
      id: "6c1f4b63-0f3f-4ad8-9e37-1a3d2f60d6c5",
      logsource: row.logSource,
      detection: { selection: row.selection, condition: "selection" },
    };
    const recording = {
      file: "events.ndjson",
      sensor,
      ...(declared ? { logsource: declared } : {}),
    };
    const scenario = {
      schema: 1,
      id: "declared",
      title: "Declared telemetry",
      recordings: { events: recording },
      expect: { fire: [{ rule: rule.id, on: ["events"], count: 1 }] },
    };
    const events = [{ nothing: "of it" }, row.event].map((event) => JSON.stringify(event));
    writeFileSync(join(folder, "rule.yml"), JSON.stringify(rule));
    writeFileSync(join(folder, "events.ndjson"), `${events.join("\n")}\n`);
    writeFileSync(join(folder, "declared.scenario.yml"), JSON.stringify(scenario));
    const loaded = loadScenario(join(folder, "declared.scenario.yml"));
    expect(loaded.diagnostics).to.deep.equal([]);
    const rules = loadRules([join(folder, "rule.yml")]);
    const plan = planOf(loaded.scenario!, rules);
    const result = await playScenario(loaded.scenario!, plan, loadedRules(rules));
    expect(result.recordings.map(({ reason }) => reason)).to.deep.equal([""]);
    return result.verdicts[0]!;
  }

  for (const row of ROWS) {
    const sensor = row.logSource.service ?? row.logSource.product!;

    it(`${row.product}: fires by dotted path once it is declared`, async () => {
      const { outcome, reason, matches } = await verdict(row, row.logSource, sensor);
      expect(outcome, reason).to.equal("fired");
      expect(matches[0]!.events.map(({ position }) => position)).to.deep.equal([2]);
      const fields = Object.keys(row.selection).map((key) => key.split("|")[0]);
      expect(matches[0]!.via).to.have.members(fields);
    });

    it(`${row.product}: is blind without a declaration, and names the log source`, async () => {
      const { outcome, reason, passed } = await verdict(row, null, "unknown");
      expect(outcome).to.equal("blind");
      expect(passed).to.equal(false);
      for (const name of Object.values(row.logSource)) expect(reason).to.contain(name);
    });

    it(`${row.product}: is blind if it is declared to be something else`, async () => {
      expect((await verdict(row, OTHER, "another")).outcome).to.equal("blind");
    });
  }
});

/** What people drop in: event names only, without the service that they are of. */
const ANY_CLOUDTRAIL_RULE = `
title: Commands in AWS by event name
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventName: [SendCommand, StartAutomationExecution, InvokeFunction] }
  condition: selection
level: medium
`;

describe("firedrill replay on telemetry of other products", () => {
  let project: Project;
  beforeEach(() => void (project = new Project("aws-ssm-send-command")));
  afterEach(() => project.remove());

  const replay = async (...args: string[]): Promise<{ positions: number[]; err: string }> => {
    const { code, out, err } = await project.firedrill("replay", ...args, "--format", "json");
    expect(code, err).to.equal(0);
    const matches = JSON.parse(out) as { events: { position: number }[] }[];
    return { positions: matches.map(({ events }) => events[0]!.position), err };
  };

  it("asks a rule of Okta only where --log-source declares it", async () => {
    const { logSource, selection, event } = ROWS[0]!;
    const rule = {
      title: "Okta",
      logsource: logSource,
      detection: { s: selection, condition: "s" },
    };
    project.write("okta.yml", JSON.stringify(rule));
    project.write("okta.json", JSON.stringify([{}, event], null, 2));
    const args = ["--rules", "okta.yml", "okta.json"];
    const declared = ["--log-source", "product=okta,service=okta"];
    expect((await replay(...declared, ...args)).positions).to.deep.equal([2]);
    expect((await replay(...args)).positions).to.deep.equal([]);
    expect((await replay("--log-source", "product=gcp", ...args)).positions).to.deep.equal([]);
  });

  it("knows CloudTrail without a declaration, under any rule of it", async () => {
    project.write("any.yml", ANY_CLOUDTRAIL_RULE);
    const recording = "samples/aws-ssm-send-command/cloudtrail.json";
    const { positions } = await replay("--rules", "any.yml", recording);
    const trail = JSON.parse(project.read(recording)) as { Records: { eventName: string }[] };
    const wanted = trail.Records.flatMap(({ eventName }, index) =>
      ["SendCommand", "StartAutomationExecution"].includes(eventName) ? index + 1 : [],
    );
    expect(wanted).to.have.length(3);
    expect(positions).to.deep.equal(wanted);
  });

  it("finds the same in the file as it is delivered: one line, gzipped", async () => {
    const plain = project.read("samples/aws-ssm-send-command/cloudtrail.json");
    const line = JSON.stringify(JSON.parse(plain));
    project.write("bucket/111122223333_CloudTrail_us-east-2.json.gz", gzipSync(line));
    const { positions } = await replay(
      "--rules",
      "rules/sigma/aws-command-execution.yml",
      "bucket",
    );
    expect(positions).to.have.length(4);
  });
});
