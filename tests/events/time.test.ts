import { expect } from "chai";
import fc from "fast-check";
import { durationOf } from "../../harness/events/duration.ts";
import { isoOf, ticksOf } from "../../harness/events/time.ts";

const ROWS: readonly [text: string, iso: string | null][] = [
  ["2026-01-15T09:00:00Z", "2026-01-15T09:00:00.0000000Z"],
  ["2026-01-15 09:00:00.123", "2026-01-15T09:00:00.1230000Z"],
  ["2026-01-15T09:00:00.123456789Z", "2026-01-15T09:00:00.1234567Z"],
  ["2026-01-15T09:00:00.5+02:00", "2026-01-15T07:00:00.5000000Z"],
  ["2026-01-15T09:00:00-0130", "2026-01-15T10:30:00.0000000Z"],
  ["1969-12-31T23:59:59.9999999Z", "1969-12-31T23:59:59.9999999Z"],
  ["1601-01-01T00:00:00.0000001Z", "1601-01-01T00:00:00.0000001Z"],
  ["2026-01-15", null],
  ["yesterday", null],
  ["", null],
];

describe("times", () => {
  for (const [text, iso] of ROWS)
    it(`${JSON.stringify(text)} is ${iso}`, () => {
      const ticks = ticksOf(text);
      expect(ticks === null ? null : isoOf(ticks)).to.equal(iso);
    });

  it("law: what is printed is read again as the same time", () => {
    const ticks = fc.bigInt(-116_444_736_000_000_000n, 253_402_300_799_999_9999n / 10n);
    fc.assert(
      fc.property(ticks, (time) => ticksOf(isoOf(time)) === time),
      { seed: 1 },
    );
  });
});

describe("durations", () => {
  const rows: readonly [string, bigint | null][] = [
    ["5s", 50_000_000n],
    ["250ms", 2_500_000n],
    ["2m", 1_200_000_000n],
    ["1h", 36_000_000_000n],
    ["1d", 864_000_000_000n],
    ["5", null],
    ["s", null],
    ["-5s", null],
    ["1.5s", null],
  ];
  for (const [text, ticks] of rows)
    it(`${text} is ${ticks}`, () => expect(durationOf(text)).to.equal(ticks));
});
