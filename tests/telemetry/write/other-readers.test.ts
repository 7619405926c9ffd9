/** What is written as EVTX, read by readers that are not ours. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { parseEvtxFile } from "winevtx";
import type { LogEvent } from "../../../harness/events/event.ts";
import { fieldsOf, readAll } from "../read-all.ts";
import { SYSTEM, windowsEvent, written } from "./written.ts";

const SAMPLES = fileURLToPath(new URL("../../../samples", import.meta.url));
const RECORDINGS = [
  "mshta-inline-vbscript",
  "local-admin-created",
  "developer-python-node",
].flatMap((story) => ["sysmon", "security"].map((sensor) => join(SAMPLES, story, `${sensor}.xml`)));

/**
 * Two logs of several chunks, and values that are not like those of the samples. (evtxexport of 2018
 * misreads characters beyond the Basic Multilingual Plane, ours or Windows'.)
 */
const events: LogEvent[] = [
  ...RECORDINGS.flatMap((path) => readAll(readFileSync(path)).events),
  windowsEvent({
    ...SYSTEM,
    Image: "C:\\Ünïcödé\\日本\\x.exe",
    Empty: "",
    Quotes: `"a" & 'b' < c > d`,
  }),
  windowsEvent({
    ...SYSTEM,
    Channel: "Application",
    EventID: "100",
    EventID_Qualifiers: "16384",
    Data: ["a", "b", "c"],
  }),
  windowsEvent({
    ...SYSTEM,
    EventID: "2",
    Correlation_ActivityID: "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}",
  }),
  windowsEvent({ ...SYSTEM, EventID: "3", Long: "long ".repeat(4000) }),
  ...Array.from({ length: 300 }, (_, i) =>
    windowsEvent({
      ...SYSTEM,
      EventRecordID: String(400_000 + i),
      [`Field${i % 7}`]: `value ${i}`,
    }),
  ),
];

describe("an event log that was written", () => {
  const { bytes, report } = written(events, "evtx");

  it("holds every event in several chunks", () => {
    expect(report).to.deep.include({ events: events.length, refused: 0, diagnostics: [] });
    expect(bytes.length).to.be.greaterThan(4096 + 3 * 0x10000);
  });

  it("is read by winevtx", () => {
    const read = [...parseEvtxFile(bytes)];
    expect(read.map(({ recordID }) => recordID)).to.deep.equal(events.map(({ record }) => record));
    const found = read.map(({ event }) => winevtxFields(event));
    events.forEach((event, i) => expect(found[i]).to.deep.equal(plainFields(event)));
    expect(found).to.have.length(events.length);
  });

  const version = versionOf("evtxexport");
  const title = "is read by libevtx's evtxexport";
  if (version === null) it(`${title} (evtxexport is not on the PATH: install libevtx-utils)`);
  else
    it(title, function () {
      this.timeout(60_000);
      const folder = mkdtempSync(join(tmpdir(), "firedrill-evtx-"));
      try {
        const file = join(folder, "written.evtx");
        writeFileSync(file, bytes);
        const options = {
          encoding: "utf8",
          maxBuffer: 64 * 1024 * 1024,
          env: { ...process.env, LC_ALL: "C.UTF-8" },
        } as const;
        const xml = execFileSync("evtxexport", ["-f", "xml", file], options);
        const { events: read } = readAll(`<Events>${xml.slice(xml.indexOf("<Event "))}</Events>`);
        events.forEach((event, i) => expect(lowerGuid(read[i]!)).to.deep.equal(lowerGuid(event)));
        expect(read).to.have.length(events.length);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
});

/** The fields that winevtx gives in the same form: texts and numbers, not times and 64-bit masks. */
function plainFields(event: LogEvent): Record<string, unknown> {
  const other = new Set([
    "Keywords",
    "TimeCreated_SystemTime",
    "Provider_Guid",
    "Correlation_ActivityID",
  ]);
  return Object.fromEntries(Object.entries(fieldsOf(event)).filter(([name]) => !other.has(name)));
}

function winevtxFields(value: unknown): Record<string, unknown> {
  const { Event } = value as {
    Event: Record<"System" | "EventData", Record<string, unknown> | undefined>;
  };
  const fields: Record<string, unknown> = {};
  for (const [name, content] of Object.entries(Event.System!)) {
    if (typeof content !== "object" || content === null) fields[name] = String(content);
    else
      for (const [attribute, each] of Object.entries(content))
        fields[attribute === "Value" ? name : `${name}_${attribute}`] = String(each);
  }
  for (const [name, content] of Object.entries(Event.EventData ?? {})) {
    const named = content as { Name?: string; Value?: unknown };
    if (name === "Data" && named.Name !== undefined) fields[named.Name] = named.Value;
    else fields[name] = content;
  }
  for (const name of [
    "Keywords",
    "TimeCreated_SystemTime",
    "Provider_Guid",
    "Correlation_ActivityID",
  ])
    delete fields[name];
  return fields;
}

/** Windows' GUIDs know no letter case; evtxexport writes them in lower case. */
function lowerGuid(event: LogEvent): Record<string, unknown> {
  const lower = (value: unknown): unknown =>
    typeof value === "string" ? value.toLowerCase() : value;
  const fields = fieldsOf(event);
  return {
    ...fields,
    Provider_Guid: lower(fields["Provider_Guid"]),
    Correlation_ActivityID: lower(fields["Correlation_ActivityID"]),
  };
}

function versionOf(program: string): string | null {
  try {
    return execFileSync(program, ["-V"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return null;
  }
}
