/** Values that a field can never have: event ids, ports, words of a fixed set, hashes. */
import { didYouMean } from "../../../../text/suggest.ts";
import { quote } from "../../../common/quote.ts";
import { hasWildcards, parseSigmaString } from "../../modifiers/sigma-string.ts";
import type { Check, Finding } from "../check.ts";
import { sensorsOf } from "../event-classes.ts";
import { isPlain, valuePath, type LintedItem, type LintedRule } from "../linted-rule.ts";

function* eventIds({ rule, items }: LintedRule): Generator<Finding> {
  const sensors = rule ? sensorsOf(rule.logSource) : [];
  const ids = sensors.flatMap((sensor) => sensor.eventIds);
  if (ids.length === 0) return;
  for (const item of items) {
    if (item.field !== "EventID" || !isPlain(item)) continue;
    for (const [i, value] of item.values.entries()) {
      if (ids.includes(Number(value))) continue;
      yield {
        message: `The event id ${quote(value)} is none of the log source's.`,
        hint: `They are ${sensors.map(({ name }) => name).join("; ")}.`,
        target: { path: valuePath(item, i), part: "value" },
      };
    }
  }
}

const PORT_FIELD =
  /^(?:destination_?port|source_?port|dest_?port|src_?port|dst_?port|dst\.port|src\.port|destination\.port|source\.port|ip_?port)$/i;

function* ports({ items }: LintedRule): Generator<Finding> {
  for (const item of items) {
    if (item.field === null || !PORT_FIELD.test(item.field) || !isPlain(item)) continue;
    for (const [i, value] of item.values.entries()) {
      const isText =
        typeof value === "string" &&
        (!/^-?\d+$/.test(value) || hasWildcards(parseSigmaString(value)));
      if (value === null || isText) continue;
      const port = Number(value);
      if (Number.isInteger(port) && port >= 0 && port <= 65535) continue;
      yield {
        message: `${quote(value)} is no port.`,
        hint: "A port is a number from 0 to 65535.",
        target: { path: valuePath(item, i), part: "value" },
      };
    }
  }
}

/** Words of a fixed set, by category and field. Letter case does not count. */
interface WordsRow {
  readonly categories: RegExp;
  readonly field: string;
  readonly words: readonly string[];
}

/** @see Microsoft, "Sysmon": Events */
const WORDS: readonly WordsRow[] = [
  {
    categories: /^process_creation$/,
    field: "IntegrityLevel",
    words: [
      "Untrusted",
      "Low",
      "Medium",
      "Medium Plus",
      "MediumPlus",
      "High",
      "System",
      "Protected",
      "AppContainer",
    ],
  },
  { categories: /^network_connection$/, field: "Initiated", words: ["true", "false"] },
  {
    categories: /^network_connection$/,
    field: "Protocol",
    words: ["tcp", "udp", "icmp", "icmpv6"],
  },
  { categories: /^image_load$|^driver_load$/, field: "Signed", words: ["true", "false"] },
  {
    categories: /^registry_/,
    field: "EventType",
    words: [
      "CreateKey",
      "DeleteKey",
      "DeleteValue",
      "SetValue",
      "RenameKey",
      "RenameValue",
      "CreateValue",
    ],
  },
];

function* words({ rule, items }: LintedRule): Generator<Finding> {
  if (!rule || sensorsOf(rule.logSource).length === 0) return;
  const category = rule.logSource.category?.toLowerCase() ?? "";
  for (const item of items) {
    const row = WORDS.find(
      ({ categories, field }) => field === item.field && categories.test(category),
    );
    if (!row || !isPlain(item)) continue;
    for (const [i, value] of item.values.entries())
      if (!isWord(value, row)) yield notAWord(item, i, row);
  }
}

function isWord(value: LintedItem["values"][number], row: WordsRow): boolean {
  if (value === null || value === "" || value === "-") return true;
  const text = String(value);
  if (/^(?:S-1-|%%|\d+$)/i.test(text) || hasWildcards(parseSigmaString(text))) return true;
  return row.words.some((word) => word.toLowerCase() === text.toLowerCase());
}

function notAWord(item: LintedItem, i: number, { words, field }: WordsRow): Finding {
  const value = item.values[i];
  const hint = didYouMean(String(value), words) ?? `It is one of ${words.join(", ")}.`;
  const message = `${field} never is ${quote(value)}.`;
  return { message, hint, target: { path: valuePath(item, i), part: "value" } };
}

const HASH = /(?:^|[*,])(MD5|SHA1|SHA256|IMPHASH)=([0-9a-z]+)(?=$|[*,])/gi;
const HASH_LENGTHS: Readonly<Record<string, number>> = {
  MD5: 32,
  SHA1: 40,
  SHA256: 64,
  IMPHASH: 32,
};

function* hashes({ items }: LintedRule): Generator<Finding> {
  for (const item of items) {
    if (item.field === null || !/^hash(?:es)?$/i.test(item.field) || item.modifiers.includes("re"))
      continue;
    const isOpen = item.modifiers.includes("startswith") || item.modifiers.includes("contains");
    for (const [i, value] of item.values.entries()) {
      if (typeof value !== "string") continue;
      for (const [, name = "", digits = ""] of value.matchAll(HASH)) {
        const length = HASH_LENGTHS[name.toUpperCase()]!;
        const isHex = /^[0-9a-f]+$/i.test(digits);
        // A beginning of a hash is a way to look for it.
        if (isHex && (digits.length === length || (isOpen && digits.length < length))) continue;
        yield {
          message: `${quote(digits)} is no ${name.toUpperCase()}, which has ${length} hexadecimal digits${isHex ? ` and not ${digits.length}` : ""}.`,
          target: { path: valuePath(item, i), part: "value" },
        };
      }
    }
  }
}

export const FIELD_VALUE_CHECKS: readonly Check[] = [
  { code: "lint/foreign-event-id", severity: "warning", check: eventIds },
  { code: "lint/port-range", severity: "warning", check: ports },
  { code: "lint/impossible-word", severity: "warning", check: words },
  { code: "lint/hash-length", severity: "warning", check: hashes },
];
