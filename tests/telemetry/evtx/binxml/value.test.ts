import { expect } from "chai";
import { decodeValue } from "../../../../harness/telemetry/evtx/binxml/value.ts";

/** Type, bytes as hexadecimal, what Windows shows. */
const ROWS: readonly (readonly [
  what: string,
  type: number,
  hex: string,
  shown: string | string[],
])[] = [
  ["null", 0x00, "", ""],
  ["string", 0x01, "41004200", "AB"],
  ["string closed by NULs", 0x01, "410000000000", "A"],
  ["string with a NUL inside", 0x01, "4100000042000000", "A\0B"],
  ["string of nothing but NULs", 0x01, "00000000", ""],
  ["string with a lone surrogate", 0x01, "3dd84100", "\ud83dA"],
  ["string of an odd number of bytes", 0x01, "410042", "A"],
  ["string with a surrogate pair", 0x01, "3dd800de", "\u{1f600}"],
  ["ANSI string", 0x02, "41e480420000", "Aä€B"],
  ["int8", 0x03, "ff", "-1"],
  ["uint8", 0x04, "ff", "255"],
  ["int16", 0x05, "feff", "-2"],
  ["uint16", 0x06, "feff", "65534"],
  ["int32", 0x07, "00000080", "-2147483648"],
  ["uint32", 0x08, "00000080", "2147483648"],
  ["int64", 0x09, "ffffffffffffffff", "-1"],
  ["uint64 that a double holds", 0x0a, "ffffffffffff1f00", "9007199254740991"],
  ["uint64 beyond a double", 0x0a, "ffffffffffffffff", "18446744073709551615"],
  ["float", 0x0b, "cdcccc3d", "0.1"],
  ["double", 0x0c, "9a9999999999b93f", "0.1"],
  ["double without fraction", 0x0c, "000000000000f03f", "1"],
  ["double, infinite", 0x0c, "000000000000f0ff", "-INF"],
  ["double, no number", 0x0c, "000000000000f87f", "NaN"],
  ["boolean true", 0x0d, "01000000", "true"],
  ["boolean false", 0x0d, "00000000", "false"],
  ["boolean, irregular", 0x0d, "00000100", "true"],
  ["boolean of one byte", 0x0d, "01", "true"],
  ["binary", 0x0e, "00abff", "00ABFF"],
  [
    "GUID",
    0x0f,
    "5f387057" + "2ac2" + "e043" + "bf4c06f5698ffbd9",
    "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}",
  ],
  ["size, 4 bytes", 0x10, "10000000", "0x10"],
  ["size, 8 bytes", 0x10, "1000000001000000", "0x100000010"],
  ["FILETIME", 0x11, "87fe4354fd85dc01", "2026-01-15T09:00:00.1234567Z"],
  ["FILETIME 0", 0x11, "0000000000000000", "1601-01-01T00:00:00.0000000Z"],
  ["FILETIME, the last", 0x11, "ffffffffffffff7f", "30828-09-14T02:48:05.4775807Z"],
  ["SYSTEMTIME", 0x12, "ea0701000400" + "0f0009001e000500" + "0700", "2026-01-15T09:30:05.007Z"],
  ["SID", 0x13, "0101000000000005" + "12000000", "S-1-5-18"],
  ["SID of a domain", 0x13, "0102000000000005" + "15000000" + "ffffffff", "S-1-5-21-4294967295"],
  ["SID with a long authority", 0x13, "0101010000000005" + "12000000", "S-1-0x010000000005-18"],
  ["SID with fewer parts than it says", 0x13, "0105000000000005" + "12000000", "S-1-5-18"],
  ["hexadecimal, 32 bits", 0x14, "e7030000", "0x3e7"],
  ["hexadecimal, 64 bits", 0x15, "50d1e83301000080", "0x8000000133e8d150"],
  ["hexadecimal zero", 0x15, "0000000000000000", "0x0"],
  ["uint32 of two bytes: what is there", 0x08, "0102", "0102"],
  ["array of strings", 0x81, "41000000" + "0000" + "42000000", ["A", "", "B"]],
  ["array of strings, the last not closed", 0x81, "4100000042", ["A"]],
  ["array of strings without a NUL", 0x81, "4100", ["A"]],
  ["array of ANSI strings", 0x82, "41004200", ["A", "B"]],
  ["array of uint16", 0x86, "01000200", ["1", "2"]],
  ["array of uint32 with a rest", 0x88, "0100000002000000ff", ["1", "2"]],
  ["array of hexadecimal 64", 0x95, "01000000000000000200000000000000", ["0x1", "0x2"]],
  ["array of GUIDs", 0x8f, "00".repeat(16), ["{00000000-0000-0000-0000-000000000000}"]],
  ["array of SIDs", 0x93, ("0101000000000005" + "12000000").repeat(2), ["S-1-5-18", "S-1-5-18"]],
  ["array of nothing", 0x81, "", []],
];

describe("EVTX values", () => {
  for (const [what, type, hex, shown] of ROWS)
    for (const shift of [0, 1])
      it(`${what} at an ${shift === 0 ? "even" : "odd"} offset`, () => {
        const bytes = Buffer.from("ab".repeat(shift) + hex + "cd", "hex");
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
        expect(decodeValue(type, { bytes, view }, shift, hex.length / 2)).to.deep.equal(shown);
      });
});
