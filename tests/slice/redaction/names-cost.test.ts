/** What redaction costs grows with the recording, not with the names in it, nor with what a text is made of. */
import { expect } from "chai";
import { NameIndex } from "../../../harness/slice/redaction/names/name-index.ts";
import { REDACTIONS, Redactor } from "../../../harness/slice/redaction/redact.ts";
import { SYSTEM, windowsEvent } from "../../telemetry/write/written.ts";

/** Repeated, these are starts of all forms that are looked for; each once was, or could be, quadratic. */
const PIECES = [
  ..."\\ / @ . - _ : = < > \" ' % & ^ a 1 $ {".split(" "),
  ..."a. 1. 1- 1_ a/ a\\ a@ :: a: 1: 0x // \\\\ -- %41 &amp; \\x41 \\u0041 \u00ad a^ \u00e9 \ud83d".split(
    " ",
  ),
  ..."CN=a, DC=a, LDAP:// HOST/ Users\\ Users\\a, home/ \\Users\\Names\\ \\\\a\\Profiles \\UNC\\a".split(
    " ",
  ),
  ...'<a> <abc>x</ "ab":" user= HostName=a arn:aws:iam:: ARIA S-1-5-21-1- 0105 a@a.'.split(" "),
  "-u ",
  "net user ",
  "net group a ",
  "Users\\a ",
  "a b ",
  "01 05 00 00 00 00 00 05 ",
];

describe("the cost of redaction", () => {
  it("of names does not hang on how many begin alike", function () {
    this.timeout(20_000);
    // Compared one by one these would take 4 × 10¹⁰ comparisons.
    const names = Array.from({ length: 200_000 }, (_, i) => `svc-${i}`);
    const text = names.map((name) => `x${name} ${name}`).join(" ");
    expect(new NameIndex(names).find(text)).to.have.length(200_000);
  });

  it("of a text grows with its length, whatever it is made of", function () {
    this.timeout(120_000);
    for (const piece of PIECES) {
      // A quadratic form takes minutes for one of these.
      const text = piece.repeat(Math.ceil(150_000 / piece.length));
      const redactor = new Redactor(REDACTIONS);
      redactor.see(windowsEvent({ ...SYSTEM, User: "CORP\\alice", CommandLine: text }));
      const start = process.cpuUsage();
      redactor.change("CommandLine", text);
      const { user, system } = process.cpuUsage(start);
      expect((user + system) / 1e6, piece).to.be.lessThan(10);
    }
  });
});
