/** Inputs of every kind that is known to hurt, made anew: larger, or otherwise than those of the corpora. */
import { gzipSync } from "node:zlib";
import {
  buildEvtx,
  ChunkBuilder,
  eventTag,
  systemValues,
  text,
  type Part,
  type Tag,
  type Value,
} from "../telemetry/evtx/evtx-builder.ts";
import { buildZip } from "../telemetry/files/build-zip.ts";
import { replayOf, ruleOf, type HostileCase } from "./hostile-case.ts";

const TOO_LARGE = /recording\/too-large/;
const BAD_RECORD = /evtx\/bad-record/;
const LONG = "k".repeat(40_000);
const MEGABYTE = 1024 * 1024;

function list(count: number, item: (i: number) => string, between = ""): string {
  return Array.from({ length: count }, (_, i) => item(i)).join(between);
}

function xml(content: string): string {
  return (
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='P'/>" +
    "<EventID>1</EventID><Channel>C</Channel><Computer>h</Computer></System>" +
    `<EventData>${content}</EventData></Event>`
  );
}

function evtx(content: readonly (Tag | Part)[], ...values: readonly Value[]): Buffer {
  const chunk = new ChunkBuilder().add(eventTag(content), [...systemValues(1, 7), ...values]);
  return gzipSync(buildEvtx([chunk.build()]));
}

function fragments(levels: number, uses: number): Value {
  if (levels === 0) return { nested: { tag: "Data", content: ["x"] } };
  const content = Array.from({ length: uses }, () => ({ substitution: 0, type: 0x21 }));
  return { nested: { tag: "D", content }, values: [fragments(levels - 1, uses)] };
}

function json(name: string, content: () => string, says: RegExp | null): HostileCase {
  return replayOf(`json: ${name}`, "r.json", content, says, undefined, "okta");
}

const VALUE: Part = { substitution: 3, type: 0x01 };
const SLOT: Tag = { tag: "UserData", content: [{ substitution: 3, type: 0x21 }] };

const EVTX_CASES: readonly HostileCase[] = [
  replayOf(
    "evtx: a fragment used 60 times in 12 levels",
    "r.evtx.gz",
    () => evtx([SLOT], fragments(12, 60)),
    BAD_RECORD,
  ),
  replayOf(
    "evtx: a fragment used twice in 14 levels",
    "r.evtx.gz",
    () => evtx([SLOT], fragments(14, 2)),
    BAD_RECORD,
  ),
  replayOf(
    "evtx: a value used 1000 times",
    "r.evtx.gz",
    () =>
      evtx(
        Array.from({ length: 1000 }, () => ({ tag: "Data", content: [VALUE] })),
        text("x".repeat(10_000)),
      ),
    BAD_RECORD,
  ),
  replayOf(
    "evtx: a value used 60 times in each of 300 texts",
    "r.evtx.gz",
    () =>
      evtx(
        Array.from({ length: 100 }, () => ({
          tag: "Data",
          content: Array.from({ length: 60 }, () => VALUE),
        })),
        text("x".repeat(5_000)),
      ),
    BAD_RECORD,
  ),
];

const XML_CASES: readonly HostileCase[] = (
  [
    ["elements of one name", () => xml("<n>v</n>".repeat(200_000)), null],
    [
      "elements of one name, and a comment",
      () => xml(`<!-- -->${"<n>v</n>".repeat(100_000)}`),
      null,
    ],
    [
      "attributes of one element",
      () => xml(`<n ${list(100_000, (i) => `a${i}='v'`, " ")}/>`),
      null,
    ],
    [
      "quotes between quotes",
      () => xml(`<n ${list(80_000, (i) => `a${i}='"' b${i}="'"`, " ")}/>`),
      null,
    ],
    ["quotes that are never closed", () => xml(`<n a='${`"'`.repeat(500_000)}`), /recording\//],
    [
      "a long name with many attributes",
      () => xml(`<${"n".repeat(100_000)} ${list(50_000, (i) => `a${i}='v'`, " ")}/>`),
      /recording\/broken-xml/,
    ],
    [
      "data with long names of one length",
      () => xml(list(150, (i) => `<Data Name='${"n".repeat(17_000)}${i + 100}'>v</Data>`)),
      null,
    ],
    ["deep elements", () => xml("<a>".repeat(100_000) + "</a>".repeat(100_000)), /recording\//],
    ["events that are never closed", () => "<Event >".repeat(100_000), /recording\//],
    ["CDATA that is never closed", () => xml("<n><![CDATA[".repeat(100_000)), /recording\//],
    ["an event per template", () => list(50_000, (i) => xml(`<n${i}>v</n${i}>`)), null],
    [
      "elements called constructor",
      () => xml("<constructor>x</constructor><__proto__>y</__proto__>"),
      null,
    ],
  ] as const
).map(([name, content, says]) => replayOf(`xml: ${name}`, "r.xml", content, says));

const JSON_CASES: readonly HostileCase[] = [
  json(
    "a long name above many values",
    () => `{"${LONG}":{${list(4000, (i) => `"${i}":1`, ",")}}}`,
    TOO_LARGE,
  ),
  json(
    "the same in an array of records",
    () => `[{"${LONG}":{${list(4000, (i) => `"${i}":1`, ",")}}}]`,
    TOO_LARGE,
  ),
  json(
    "long names of one length",
    () => `{${list(3000, (i) => `"${"k".repeat(17_000)}${i + 1000}":1`, ",")}}`,
    TOO_LARGE,
  ),
  json("60 million empty objects", () => `[${"{},".repeat(60_000_000)}{}]`, TOO_LARGE),
  json("a million empty objects", () => `[${"{},".repeat(1_000_000)}{}]`, null),
  json("a million empty objects, on lines", () => "{}\n".repeat(1_000_000), null),
  json("an array that is broken at its end", () => `[${'{"a":1},'.repeat(500_000)}`, /recording\//),
  json("arrays in each other", () => "[".repeat(100_000) + "]".repeat(100_000), /recording\//),
  json(
    "objects in each other",
    () => '{"a":'.repeat(50_000) + "1" + "}".repeat(50_000),
    /recording\//,
  ),
  json(
    "lines of thousands of names each",
    () => list(200, (line) => `{${list(5000, (i) => `"n${line}x${i}":1`, ",")}}`, "\n"),
    null,
  ),
  json(
    "values of one length, long",
    () => list(2000, (i) => `{"a":"${"v".repeat(17_000)}${i + 1000}"}`, "\n"),
    null,
  ),
  json(
    "a name called __proto__",
    () => '{"__proto__":{"x":1},"constructor":{"prototype":{"y":2}}}',
    null,
  ),
];

const ARCHIVE_CASES: readonly HostileCase[] = [
  replayOf(
    "zip: 3000 members",
    "r.zip",
    () =>
      buildZip(
        Object.fromEntries(
          Array.from({ length: 3000 }, (_, i) => [`${i}.json`, Buffer.from('{"a":1}')]),
        ),
      ),
    null,
    undefined,
    "okta",
  ),
  replayOf(
    "zip: a bomb",
    "r.zip",
    () => buildZip({ "a.json": Buffer.from(`{"a":1}${"\n".repeat(300 * MEGABYTE)}`) }),
    /archive\/too-large/,
    undefined,
    "okta",
  ),
  replayOf(
    "gzip: a bomb",
    "r.json.gz",
    () =>
      Buffer.concat([
        gzipSync('{"a":1}'),
        ...Array.from({ length: 30 }, () => gzipSync(Buffer.alloc(10 * MEGABYTE, "\n"))),
      ]),
    /archive\/too-large/,
    undefined,
    "okta",
  ),
];

const HEAD = `title: Long
id: 11111111-1111-4111-8111-111111111113
logsource: {product: windows, category: process_creation}
level: low
`;

function rule(name: string, selection: string): HostileCase[] {
  return ruleOf(
    `sigma: ${name}`,
    "r.yml",
    () => `${HEAD}detection:\n  s:\n${selection}\n  condition: s\n`,
    null,
  );
}

const RULE_CASES: readonly HostileCase[] = [
  ...rule("100,000 values", `    CommandLine:\n${list(100_000, (i) => `      - 'value${i}'\n`)}`),
  ...rule(
    "100,000 pieces",
    `    CommandLine|contains:\n${list(100_000, (i) => `      - 'value${i}'\n`)}`,
  ),
  ...rule(
    "100,000 paths",
    `    Image|endswith:\n${list(100_000, (i) => `      - '\\dir\\value${i}.exe'\n`)}`,
  ),
  ...rule("50,000 equal values", `    CommandLine:\n${"      - 'value'\n".repeat(50_000)}`),
  ...rule(
    "20,000 fields",
    list(20_000, (i) => `    Field${i}: v\n`),
  ),
  ...rule("values that refer to their list", "    CommandLine: &a\n      - x\n      - *a\n"),
  ...rule("a map that merges itself", "    &a\n    <<: *a\n    CommandLine: x\n"),
  ...rule(
    "values that double",
    `    a0: &a0 [x, x]\n${list(30, (i) => `    a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`)}`,
  ),
];

/** Every case that is made and not read. */
export const GENERATED: readonly HostileCase[] = [
  ...EVTX_CASES,
  ...XML_CASES,
  ...JSON_CASES,
  ...ARCHIVE_CASES,
  ...RULE_CASES,
];
