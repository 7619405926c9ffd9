/** The meaning of a pattern, written a second time: the part of `slow-evaluate.ts` that asks texts. */
import { BlockList, isIPv4, isIPv6 } from "node:net";
import {
  ANY_TEXT,
  type Pattern,
  type TimePart,
  type Network,
} from "../../harness/matching/model/pattern.ts";
import { compileRegex } from "../../harness/matching/values/regex/regex.ts";

/** Fields by name. A field that is not there is absent; a list holds for any of its elements. */
export type FlatEvent = Readonly<Record<string, unknown>>;

/** Returns the texts of a value. */
export function textsOf(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value === "object") throw new Error("events of the slow evaluation are flat");
  return [String(value as string | number | boolean)];
}

type Asked = Exclude<Pattern, { kind: "exists" | "null" }>;

/** Whether a text has a pattern. */
export function holds(pattern: Asked, text: string, event: FlatEvent): boolean {
  switch (pattern.kind) {
    case "equals":
    case "contains":
    case "startswith":
    case "endswith":
      return compare(pattern.kind, pattern.cased, text, pattern.text);
    case "field": {
      const others = textsOf(event[pattern.field]);
      return others.some((other) => compare(pattern.how, pattern.cased, text, other));
    }
    case "wildcard": {
      const fold = pattern.cased ? (part: string) => part : foldCase;
      const parts = pattern.parts.map((part) =>
        typeof part === "string" ? escape(fold(part)) : part === ANY_TEXT ? ".*" : ".",
      );
      return new RegExp(`^${parts.join("")}$`, "su").test(fold(text));
    }
    case "regex": {
      const regex = compileRegex(pattern.source, pattern.flags);
      if ("error" in regex) throw new Error(regex.error);
      return regex.test(text);
    }
    case "network":
      return pattern.mapped
        ? isInMapped(pattern.network, text)
        : isInNetwork(pattern.network, text);
    case "compare": {
      const number = /^\s*[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?\s*$/i.test(text)
        ? Number(text)
        : Number.NaN;
      if (typeof pattern.number === "string" && /^\s*[-+]?\d+\s*$/.test(text))
        return isInOrder(
          pattern.operator,
          BigInt(text.trim().replace("+", "")),
          BigInt(pattern.number),
        );
      return isInOrder(pattern.operator, number, Number(pattern.number));
    }
    case "order": {
      const form = pattern.cased ? (part: string) => part : foldCase;
      const [a, b] = [text, pattern.text].map((part) =>
        Buffer.from(form(part), "utf8").toString("latin1"),
      );
      return isInOrder(pattern.operator, a!, b!);
    }
    case "time-part":
      return timePart(pattern.part, text) === pattern.number;
  }
}

function isInOrder<T>(operator: "lt" | "lte" | "gt" | "gte" | "eq", a: T, b: T): boolean {
  if (operator === "lt") return a < b;
  if (operator === "lte") return a <= b;
  if (operator === "gt") return a > b;
  return operator === "gte" ? a >= b : a === b;
}

function compare(
  how: "equals" | "contains" | "startswith" | "endswith",
  cased: boolean,
  a: string,
  b: string,
): boolean {
  const [text, wanted] = cased ? [a, b] : [foldCase(a), foldCase(b)];
  if (how === "equals") return text === wanted;
  if (how === "contains") return text.includes(wanted);
  return how === "startswith" ? text.startsWith(wanted) : text.endsWith(wanted);
}

/** Returns a text without letter case: unit by unit; what has no lower case of one unit stays. */
export function foldCase(text: string): string {
  return text
    .split("")
    .map((unit) => {
      const lower = unit.toLowerCase();
      return lower === "ς" ? "σ" : lower.length === 1 ? lower : unit;
    })
    .join("");
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

function isInNetwork({ version, bytes, prefix }: Network, text: string): boolean {
  const [address = ""] = text.split("%");
  if (version === 4 ? !isIPv4(address) : !isIPv6(address)) return false;
  const groups = Array.from({ length: 8 }, (_, i) =>
    ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16),
  );
  const list = new BlockList();
  list.addSubnet(
    version === 4 ? bytes.join(".") : groups.join(":"),
    prefix,
    version === 4 ? "ipv4" : "ipv6",
  );
  return list.check(address, version === 4 ? "ipv4" : "ipv6");
}

/** Everything as IPv6: the network and, if it is IPv4, the address. */
function isInMapped({ version, bytes, prefix }: Network, text: string): boolean {
  const mapped = [...Array<number>(10).fill(0), 255, 255, ...bytes];
  const network = version === 4 ? { bytes: mapped, prefix: prefix + 96 } : { bytes, prefix };
  return isInNetwork({ version: 6, ...network }, isIPv4(text) ? `::ffff:${text}` : text);
}

function timePart(part: TimePart, text: string): number {
  const [, year, month, day, hour, minute] = (
    /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)/.exec(text) ?? []
  ).map(Number);
  if (year === undefined) return Number.NaN;
  if (part === "week") return isoWeek(year, month!, day!);
  return { year, month: month!, day: day!, hour: hour!, minute: minute! }[part];
}

/** Counts Thursdays from the start of the year in which the week's Thursday lies. */
function isoWeek(year: number, month: number, day: number): number {
  const date = new Date(Date.UTC(year, month - 1, day));
  while (date.getUTCDay() !== 4)
    date.setUTCDate(date.getUTCDate() + (date.getUTCDay() === 0 || date.getUTCDay() > 4 ? -1 : 1));
  const inYear = date.getUTCFullYear();
  let weeks = 0;
  for (; date.getUTCFullYear() === inYear; date.setUTCDate(date.getUTCDate() - 7)) weeks++;
  return weeks;
}
