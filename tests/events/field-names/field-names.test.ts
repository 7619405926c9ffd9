import { readdirSync } from "node:fs";
import { expect } from "chai";
import {
  fieldNames,
  isSupplied,
  tabulatedIds,
} from "../../../harness/events/field-names/field-names.ts";
import { WINDOWS_CATEGORIES } from "../../../harness/events/log-sources/windows-categories.ts";
import { readRecording } from "../../../harness/telemetry/read.ts";
import { CORPORA, needsCorpus } from "../../corpora.ts";

const SYSMON = "Microsoft-Windows-Sysmon/Operational";

describe("Field names", () => {
  it("are known of every Sysmon event that a category means", () => {
    const rows = Object.values(WINDOWS_CATEGORIES).flat();
    const ids = rows
      .filter(({ channels }) => channels.includes(SYSMON))
      .flatMap((row) => row.eventIds);
    expect(ids.length).to.be.greaterThan(25);
    for (const id of ids) expect(fieldNames(SYSMON, id), `Sysmon ${id}`).to.not.be.undefined;
  });

  const rows: readonly [
    field: string,
    channel: string,
    id: number,
    supplied: boolean | undefined,
  ][] = [
    ["OriginalFileName", SYSMON, 1, true],
    ["Details", SYSMON, 13, true],
    ["Details", SYSMON, 12, false],
    ["CommandLine", SYSMON, 11, false],
    ["EventID", SYSMON, 11, true],
    ["LogonType", "security", 4624, true],
    ["LogonType", "Security", 4688, false],
    ["Anything", "Security", 9999, undefined],
    ["Anything", "System", 7045, undefined],
  ];
  for (const [field, channel, id, supplied] of rows)
    it(`${field} in ${channel} ${id}: ${supplied}`, () =>
      expect(isSupplied(field, channel, id)).to.equal(supplied));

  it("follow the translation of a sensor", () => {
    expect(isSupplied("Image", "Security", 4688, "security-4688")).to.equal(true);
    expect(isSupplied("OriginalFileName", "Security", 4688, "security-4688")).to.equal(false);
    expect(isSupplied("Image", "Security", 4688)).to.equal(false);
  });

  it("hold every field of the recorded events that are tabulated", async function () {
    needsCorpus(this, "evtx/EVTX-ATTACK-SAMPLES");
    const folder = `${CORPORA}/evtx/EVTX-ATTACK-SAMPLES`;
    this.timeout(120_000);
    const missing = new Set<string>();
    let seen = 0;
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".evtx")) continue;
      await readRecording(`${folder}/${name}`, (event) => {
        const { channel, eventId } = event.class;
        const names = channel && eventId !== null ? fieldNames(channel, eventId) : undefined;
        if (!names) return;
        seen++;
        for (const field of event.fields)
          if (!names.has(field)) missing.add(`${channel} ${eventId}: ${field}`);
      });
    }
    expect(seen).to.be.greaterThan(1000);
    expect([...missing]).to.deep.equal([]);
  });

  it("are tables of some size", () => {
    expect(tabulatedIds(SYSMON).length).to.be.greaterThan(29);
    expect(tabulatedIds("Security").length).to.be.greaterThan(60);
    expect(tabulatedIds("Application")).to.deep.equal([]);
  });
});
