/**
 * The meaning of a predicate, written a second time: slow, plain, and sharing nothing with the
 * engine but regular expressions. Tests compare the two.
 */
import { BlockList, isIPv4, isIPv6 } from "node:net";
import { compileRegex } from "../../harness/matching/regex.ts";
import { ANY_TEXT, type Pattern, type TimePart } from "../../harness/matching/pattern.ts";
import { ANY_FIELD, type FieldTest, type Predicate } from "../../harness/matching/predicate.ts";
import type { Network } from "../../harness/matching/network.ts";

/** Fields by name. A field that is not there is absent; a list holds for any of its elements. */
export type FlatEvent = Readonly<Record<string, unknown>>;

/** Whether a predicate holds for an event. */
export function slowEvaluate(predicate: Predicate, event: FlatEvent): boolean {
  switch (predicate.kind) {
    case "all":
      return predicate.of.every((part) => slowEvaluate(part, event));
    case "any":
      return predicate.of.some((part) => slowEvaluate(part, event));
    case "not":
      return !slowEvaluate(predicate.of, event);
    case "constant":
      return predicate.value;
    case "test":
      return evaluateTest(predicate, event);
  }
}

function evaluateTest({ field, pattern }: FieldTest, event: FlatEvent): boolean {
  if (field === ANY_FIELD) return Object.values(event).some((value) => asks(pattern, value, event));
  return asks(pattern, Object.hasOwn(event, field) ? event[field] : undefined, event);
}

function asks(pattern: Pattern, value: unknown, event: FlatEvent): boolean {
  if (pattern.kind === "exists") return value !== undefined;
  if (pattern.kind === "null")
    return value === undefined || value === null || (Array.isArray(value) && value.includes(null));
  return textsOf(value).some((text) => holds(pattern, text, event));
}

function textsOf(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value === "object") throw new Error("events of the slow evaluation are flat");
  return [String(value as string | number | boolean)];
}

type Asked = Exclude<Pattern, { kind: "exists" | "null" }>;

function holds(pattern: Asked, text: string, event: FlatEvent): boolean {
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
      return isInNetwork(pattern.network, text);
    case "compare": {
      const number = /^\s*[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?\s*$/i.test(text)
        ? Number(text)
        : Number.NaN;
      if (pattern.operator === "lt") return number < pattern.number;
      if (pattern.operator === "lte") return number <= pattern.number;
      if (pattern.operator === "gt") return number > pattern.number;
      return number >= pattern.number;
    }
    case "time-part":
      return timePart(pattern.part, text) === pattern.number;
  }
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

/** Unit by unit; what has no lower case of one unit stays. */
function foldCase(text: string): string {
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
