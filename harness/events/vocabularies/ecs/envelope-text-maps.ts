/** What the header of a Windows event says, in the words of ECS. */
import { createHash } from "node:crypto";
import { keepingLast } from "../../../caches/last-answer.ts";
import type { TextMap } from "../text-map.ts";
import { WELL_KNOWN_ACCOUNTS } from "./windows/account.ts";

/** Agents draw an id for each host; here a host has always the same one, which its name decides. */
const idOfComputer = keepingLast((computer) => {
  const digest = createHash("sha256").update(computer.toLowerCase()).digest("hex");
  const groups = /^(.{8})(.{4})(.{4})(.{4})(.{12})/.exec(digest)!.slice(1);
  return groups.join("-");
});

/** Levels and opcodes that all providers share. @see Microsoft, winmeta.xml */
const LEVELS: ReadonlyMap<string, string> = new Map([
  ["0", "information"],
  ["1", "critical"],
  ["2", "error"],
  ["3", "warning"],
  ["4", "information"],
  ["5", "verbose"],
]);

const OPCODES: ReadonlyMap<string, string> = new Map([
  ["0", "Info"],
  ["1", "Start"],
  ["2", "Stop"],
]);

/** Keywords that all providers share, by their bit. Some recorders write the words themselves. */
const KEYWORDS: readonly (readonly [bit: bigint, name: string])[] = [
  [0x1_0000_0000_0000n, "Response Time"],
  [0x2_0000_0000_0000n, "WDI Context"],
  [0x4_0000_0000_0000n, "WDI Diag"],
  [0x8_0000_0000_0000n, "SQM"],
  [0x10_0000_0000_0000n, "Audit Failure"],
  [0x20_0000_0000_0000n, "Audit Success"],
  [0x40_0000_0000_0000n, "Correlation Hint"],
  [0x80_0000_0000_0000n, "Classic"],
];

/** Nearly all events of a log have the same ones. */
const keywordsOf = keepingLast((text): readonly string[] | undefined => {
  const found = /^0x[0-9a-f]{1,16}$/i.test(text)
    ? KEYWORDS.filter(([bit]) => (BigInt(text) & bit) !== 0n).map(([, name]) => name)
    : KEYWORDS.filter(([, name]) => text.includes(name)).map(([, name]) => name);
  return found.length > 0 ? found : undefined;
});

function outcomeOf(text: string): string | undefined {
  const keywords = keywordsOf(text);
  if (keywords?.includes("Audit Failure")) return "failure";
  return keywords?.includes("Audit Success") ? "success" : undefined;
}

/** The text of a task or opcode is the provider's: a record that was not rendered has its number. */
export function renderedOnly(text: string): string | undefined {
  return /^\d+$/.test(text) ? undefined : text;
}

export const ENVELOPE_TEXT_MAPS = {
  firstLabel: (name) => name.split(".", 1)[0],
  idOfComputer,
  level: (level) => LEVELS.get(level) ?? level.toLowerCase(),
  opcode: (opcode) => OPCODES.get(opcode) ?? renderedOnly(opcode),
  keywords: keywordsOf,
  outcome: outcomeOf,
  renderedOnly,
  wellKnownName: (sid) => WELL_KNOWN_ACCOUNTS.get(sid)?.name,
  wellKnownDomain: (sid) => WELL_KNOWN_ACCOUNTS.get(sid)?.domain,
} satisfies Record<string, TextMap>;
