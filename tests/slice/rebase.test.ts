import { expect } from "chai";
import { movedText } from "../../harness/slice/rebase.ts";

const DAY_AND_A_BIT = 864_000_000_000n + 12_345_678n;

const rows: readonly [field: string, text: string, becomes: string][] = [
  ["UtcTime", "2026-01-14 15:46:43.148", "2026-01-15 15:46:44.382"],
  ["TimeCreated_SystemTime", "2026-01-14T15:46:43.1532988Z", "2026-01-15T15:46:44.3878666Z"],
  ["CreationUtcTime", "2026-02-28 23:59:59.999", "2026-03-02 00:00:01.233"],
  ["PreviousCreationUtcTime", "2026-01-14 15:46:43", "2026-01-15 15:46:44"],
  ["NewTime", "2026-01-14T15:46:43.148Z", "2026-01-15T15:46:44.382Z"],
  ["eventTime", "2026-01-14T15:46:43+02:00", "2026-01-15T15:46:44+02:00"],
  ["@timestamp", "2026-01-14T15:46:43.148153200Z", "2026-01-15T15:46:44.382721000Z"],
  ["UtcTime", "-", "-"],
  ["UtcTime", "2026-01-14 99:46:43.148", "2026-01-14 99:46:43.148"],
  ["PasswordLastSet", "1/14/2026 1:22:04 PM", "1/14/2026 1:22:04 PM"],
  ["CommandLine", "2026-01-14 15:46:43.148", "2026-01-14 15:46:43.148"],
  ["CreationTime", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"],
];

describe("times that are moved", () => {
  for (const [field, text, becomes] of rows)
    it(`${field} ${text} → ${becomes}`, () => {
      expect(movedText(field, text, DAY_AND_A_BIT)).to.equal(becomes);
    });
});
