/** Values of expressions, written a second time: the part of `slow-expression.ts` below operations. */
import type { FieldType } from "../../harness/events/field-type.ts";

/** Addresses and versions are lists of what is compared, one after another. */
export type SlowValue = null | boolean | string | bigint | number | readonly Part[];
type Part = string | number | bigint;

/** Reads the text of a field as its type. */
export function typed(type: FieldType, text: string): SlowValue {
  switch (type) {
    case "keyword":
      return text;
    case "boolean":
      return text === "true" ? true : text === "false" ? false : null;
    case "long":
      return /^\s*[-+]?\d+(\.\d*)?\s*$/.test(text)
        ? bits64(BigInt(text.trim().split(".")[0]!.replace("+", "")))
        : null;
    case "double":
      return /^\s*[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?\s*$/i.test(text) ? finite(+text) : null;
    case "date":
      return time(text);
    case "ip":
      return address(text);
    case "version":
      return version(text);
  }
}

/** Compares two values; null if they are of different kinds. */
export function order(a: SlowValue, b: SlowValue): number | null {
  if (a === null || b === null) return null;
  if (Array.isArray(a) && Array.isArray(b)) return orderOfLists(a, b);
  if (typeof a === "string" && typeof b === "string") return orderOfLists(points(a), points(b));
  if (typeof a === "boolean" && typeof b === "boolean") return +a - +b;
  const areNumbers = [a, b].every((one) => typeof one === "bigint" || typeof one === "number");
  return areNumbers ? (a < b ? -1 : a > b ? 1 : 0) : null;
}

function points(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0)!);
}

function orderOfLists(a: readonly Part[], b: readonly Part[]): number {
  for (const [i, one] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    if (one !== other) return one < other ? -1 : 1;
  }
  return a.length - b.length;
}

/** Returns a value as text, decimal numbers as Java writes them. */
export function textOf(value: SlowValue): string {
  if (typeof value !== "number") return String(value as string);
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  const small = value !== 0 && Math.abs(value) < 0.001;
  if (small || Math.abs(value) >= 10_000_000)
    return `${digits.includes(".") ? digits : `${digits}.0`}E${exponent.replace("+", "")}`;
  return Number.isInteger(value) ? `${value}.0` : `${value}`;
}

/** Reads a text as a number of a base. */
export function number(text: string, base: SlowValue): SlowValue {
  if (base !== null && typeof base !== "bigint") return null;
  const isHexadecimal = text.startsWith("0x") && (base === null || base === 16n);
  const radix = isHexadecimal ? 16 : Number(base ?? 10n);
  if (radix < 2 || radix > 36) return null;
  const digits = isHexadecimal ? text.slice(2) : text;
  const signs = "0123456789abcdefghijklmnopqrstuvwxyz".slice(0, radix);
  if (new RegExp(`^[-+]?[${signs}]+$`, "i").test(digits)) {
    const size = Array.from(digits.replace(/^[-+]/, "").toLowerCase()).reduce(
      (all, sign) => all * BigInt(radix) + BigInt(signs.indexOf(sign)),
      0n,
    );
    const whole = bits64(digits.startsWith("-") ? -size : size);
    if (whole !== null || radix !== 10) return whole;
  }
  return radix === 10 ? typed("double", text) : null;
}

/** Whole seconds are enough here. */
export function time(text: string): bigint | null {
  if (/^-?\d+$/.test(text) && !/^\d{4}$/.test(text)) return bits64(BigInt(text) * 10000n);
  const milliseconds = /^\d{4}(-\d\d){0,2}(T\d\d:\d\d(:\d\d)?Z)?$/.test(text)
    ? Date.parse(text)
    : NaN;
  return Number.isNaN(milliseconds) ? null : BigInt(milliseconds) * 10000n;
}

/** As the eight groups of IPv6; the URL standard has its own reader of addresses. */
export function address(text: string): number[] | null {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    const bytes = text.split(".").map(Number);
    const sound = bytes.every((byte) => byte < 256) && bytes.join(".") === text;
    const [a = 0, b = 0, c = 0, d = 0] = bytes;
    return sound ? [0, 0, 0, 0, 0, 0xffff, a * 256 + b, c * 256 + d] : null;
  }
  if (!/^[0-9a-f:.]+$/i.test(text) || !URL.canParse(`http://[${text}]/`)) return null;
  const [head = "", tail] = new URL(`http://[${text}]/`).hostname.slice(1, -1).split("::");
  const groups = (side: string): number[] =>
    side === "" ? [] : side.split(":").map((group) => Number.parseInt(group, 16));
  const [before, after] = [groups(head), groups(tail ?? "")];
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

/** Returns the canonical text of an address; the URL standard writes those of IPv6 as RFC 5952 does. */
export function addressText(groups: readonly number[]): string {
  const [high = 0, low = 0] = groups.slice(6);
  if (groups.slice(0, 6).join() === "0,0,0,0,0,65535")
    return [high >> 8, high & 255, low >> 8, low & 255].join(".");
  const written = groups.map((group) => group.toString(16)).join(":");
  return new URL(`http://[${written}]/`).hostname.slice(1, -1);
}

/** Returns groups of 16 bits as binary digits. */
export function binary(groups: readonly number[]): string {
  return groups.map((group) => group.toString(2).padStart(16, "0")).join("");
}

/** Returns a version as what is compared, one thing after another. */
export function version(text: string): Part[] {
  const found = /^(\d+(?:\.\d+)*)(?:-([\w.-]+))?(?:\+([\w.-]+))?$/.exec(text);
  const parts = [...(found?.[1] ?? "").split("."), ...(found?.[2] ?? "").split(".")];
  const isSound = parts.every((part) => !/^0\d+$/.test(part)) && !text.includes("..");
  if (!found || !isSound) return [9, text];
  // Each number is a 1 and itself; what follows the numbers is less than a further number.
  const numbers = found[1]!.split(".").flatMap((part): Part[] => [2, BigInt(part)]);
  const early = found[2]
    ?.split(".")
    .flatMap((part): Part[] => (/^\d+$/.test(part) ? [2, BigInt(part)] : [3, part]));
  return [0, ...numbers, ...(early ? [0, ...early, -1] : [1]), found[3] ?? ""];
}

/** Returns a whole number, or null if it has more than 64 bits. */
export function bits64(value: bigint): bigint | null {
  return value >= -(2n ** 63n) && value < 2n ** 63n ? value : null;
}

/** Returns a decimal number, or null if it has no end. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
