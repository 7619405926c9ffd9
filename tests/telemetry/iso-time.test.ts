import { expect } from "chai";
import { isoOfNumber, isoOfText } from "../../harness/telemetry/iso-time.ts";

describe("times", () => {
  for (const [written, iso] of [
    ["2026-01-15T09:00:00.1234567Z", "2026-01-15T09:00:00.1234567Z"],
    ["2026-01-15T09:00:00.123456789Z", "2026-01-15T09:00:00.1234567Z"],
    ["2026-01-15T09:00:00Z", "2026-01-15T09:00:00.0000000Z"],
    ["2026-01-15 09:00:00.5", "2026-01-15T09:00:00.5000000Z"],
    ["2026-01-15 09:00", "2026-01-15T09:00:00.0000000Z"],
    ["2026-01-15 09:00:00 UTC", "2026-01-15T09:00:00.0000000Z"],
    ["2026-01-15T00:30:00.25+01:00", "2026-01-14T23:30:00.2500000Z"],
    ["2026-01-15T09:00:00-0130", "2026-01-15T10:30:00.0000000Z"],
    ["2026-13-15T09:00:00Z", null],
    ["yesterday", null],
    ["", null],
  ] as const)
    it(`reads "${written}"`, () => expect(isoOfText(written)).to.equal(iso));

  for (const [what, value, iso] of [
    ["seconds", 1768467600, "2026-01-15T09:00:00.0000000Z"],
    ["seconds with a fraction", 1768467600.25, "2026-01-15T09:00:00.2500000Z"],
    ["milliseconds", 1768467600123, "2026-01-15T09:00:00.1230000Z"],
    ["microseconds", 1768467600123456, "2026-01-15T09:00:00.1234560Z"],
    ["FILETIME", 134129412000000000, "2026-01-15T09:00:00.0000000Z"],
    ["negative", -1, null],
    ["no number", Number.NaN, null],
  ] as const)
    it(`reads a number: ${what}`, () => expect(isoOfNumber(value)).to.equal(iso));
});
