/**
 * The meaning of an expression, written a second time: slow, plain, and sharing nothing with the
 * evaluation but the tests of patterns (`slow-pattern.ts`). Tests compare the two.
 */
import type { Expression } from "../../harness/matching/model/expression.ts";
import { foldCase, holds, type FlatEvent } from "./slow-pattern.ts";
import {
  address,
  addressText,
  binary,
  bits64,
  finite,
  number,
  order,
  textOf,
  time,
  typed,
  version,
  type SlowValue,
} from "./slow-value.ts";

/**
 * Whether an expression is true for any choice of one value for each field.
 *
 * @param known fields for which the choice is made
 */
export function slowFormula(
  expression: Expression,
  event: FlatEvent,
  known: FlatEvent = {},
): boolean {
  const names = [...new Set(fieldsIn(expression))].filter((name) => !Object.hasOwn(known, name));
  const choose = (
    chosen: Record<string, unknown>,
    [name, ...others]: readonly string[],
  ): boolean => {
    if (name === undefined) return slowValue(expression, chosen, event) === true;
    const values = valuesOf(event, name);
    return (values.length === 0 ? [null] : values).some((one) =>
      choose({ ...chosen, [name]: one }, others),
    );
  };
  return choose({ ...known }, names);
}

function valuesOf(event: FlatEvent, name: string): unknown[] {
  const value = Object.hasOwn(event, name) ? event[name] : null;
  return [value].flat(9).filter((one) => one !== null && one !== undefined);
}

/** Fields that stand for one value; what looks at all of them by itself has none. */
function fieldsIn(expression: Expression): string[] {
  switch (expression.kind) {
    case "field":
      return [expression.field];
    case "match":
      return fieldsIn(expression.of);
    case "call":
      return expression.of.flatMap(fieldsIn);
    case "some":
      return fieldsIn(expression.where).filter((name) => !isWithin(expression.variable, name));
    default:
      return [];
  }
}

function isWithin(variable: string, name: string): boolean {
  return name.split(".")[0] === variable;
}

/** Whether a search finds an element. Those of tests are objects of one level, or no objects. */
function slowSearch(
  { of, variable, where }: Extract<Expression, { kind: "some" }>,
  chosen: FlatEvent,
  event: FlatEvent,
): boolean {
  const outer = (fields: FlatEvent): FlatEvent =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => !isWithin(variable, name)));
  return valuesOf(event, of.field).some((element) => {
    const isObject = typeof element === "string" && /^\s*\{.*\}$/s.test(element);
    const fields = isObject ? Object.entries(JSON.parse(element) as object) : [];
    const named = fields.map(([name, value]) => [`${variable}.${name}`, value as unknown]);
    const own = Object.fromEntries([[variable, element], ...named]) as FlatEvent;
    return slowFormula(where, { ...outer(event), ...own }, outer(chosen));
  });
}

/** Returns what an expression comes to for these values of its fields. */
export function slowValue(
  expression: Expression,
  fields: FlatEvent,
  event: FlatEvent = fields,
): SlowValue {
  switch (expression.kind) {
    case "null":
      return null;
    case "integer":
      return BigInt(expression.value);
    case "field": {
      const value = fields[expression.field];
      return value === null || value === undefined
        ? null
        : typed(expression.type, String(value as string));
    }
    case "match": {
      const of = slowValue(expression.of, fields, event);
      return of === null ? null : holds(expression.pattern, textOf(of), {});
    }
    case "any":
      return slowFormula(expression.of, event);
    case "some":
      return slowSearch(expression, fields, event);
    case "call": {
      const ignoreCase = expression.name.endsWith("~");
      const of = expression.of.map((operand) => slowValue(operand, fields, event));
      const name = expression.name.replace("~", "");
      return call(name, of, ignoreCase);
    }
    default:
      return expression.value;
  }
}

function call(name: string, of: readonly SlowValue[], ignoreCase: boolean): SlowValue {
  const form = (value: SlowValue = null): SlowValue =>
    ignoreCase && typeof value === "string" ? foldCase(value) : value;
  const [a = null, b = null, c = null, d = null] = of;
  switch (name) {
    case "and":
      return of.includes(false) ? false : of.some((one) => one !== true) ? null : true;
    case "or":
      return of.includes(true) ? true : of.some((one) => one !== false) ? null : false;
    case "not":
      return typeof a === "boolean" ? !a : null;
    case "isNull":
      return a === null;
    case "isNotNull":
      return a !== null;
  }
  if (a === null) return null;
  switch (name) {
    case "in": {
      const orders = of.slice(1).map((other) => order(form(a), form(other)));
      return orders.includes(0) ? true : orders.includes(null) ? null : false;
    }
    case "length":
      return typeof a === "string" ? BigInt(a.length) : null;
    case "string":
      return textOf(a);
    case "concat":
      return of.includes(null) ? null : of.reduce<string>((all, one) => all + textOf(one), "");
    case "negate":
      return typeof a === "bigint" ? bits64(0n - a) : typeof a === "number" ? 0 - a : null;
    case "number":
      return typeof a === "string" ? number(a, b) : null;
    case "date":
      if (typeof a === "number") return bits64(BigInt(Math.trunc(a)) * 10000n);
      return typeof a === "string" ? time(a) : typeof a === "bigint" ? bits64(a * 10000n) : null;
    case "ip":
      return typeof a === "string" ? address(a) : null;
    case "version":
      return typeof a === "string" ? version(a) : null;
    case "addressText":
      return Array.isArray(a) ? addressText(a as number[]) : null;
    case "cidrMatch": {
      const key = typeof a === "string" ? address(a) : null;
      const isIn = (block: SlowValue): boolean => {
        const [start = "", prefix] = typeof block === "string" ? block.split("/") : [];
        const first = address(start);
        const bits = prefix === undefined ? 128 : Number(prefix) + (start.includes(":") ? 0 : 96);
        return first !== null && binary(first).slice(0, bits) === binary(key!).slice(0, bits);
      };
      if (!key) return null;
      return of.slice(1).some(isIn) || (of.includes(null) ? null : false);
    }
    case "substring": {
      if (typeof a !== "string" || [b, c].some((one) => one !== null && typeof one !== "bigint"))
        return null;
      const place = (one: SlowValue, otherwise: number): number => {
        const at = one === null ? otherwise : Number(one);
        return Math.min(a.length, Math.max(0, at < 0 ? at + a.length : at));
      };
      return Array.from({ length: a.length }, (_, i) => a[i])
        .filter((_, i) => i >= place(b, 0) && i < place(c, a.length))
        .join("");
    }
  }
  if (b === null) return null;
  const compared = order(form(a), form(b));
  switch (name) {
    case "equal":
      return compared === null ? null : compared === 0;
    case "notEqual":
      return compared === null ? null : compared !== 0;
    case "less":
      return compared === null ? null : compared < 0;
    case "lessOrEqual":
      return compared === null ? null : compared <= 0;
    case "greater":
      return compared === null ? null : compared > 0;
    case "greaterOrEqual":
      return compared === null ? null : compared >= 0;
    case "add":
    case "subtract":
    case "multiply":
    case "divide":
    case "modulo":
      return arithmetic(name, a, b);
  }
  const [text, piece] = [form(a), form(b)];
  if (typeof a !== "string" || typeof text !== "string" || typeof piece !== "string") return null;
  switch (name) {
    case "startsWith":
      return text.slice(0, piece.length) === piece;
    case "endsWith":
      return text.length >= piece.length && text.slice(text.length - piece.length) === piece;
    case "stringContains":
      return text.split(piece).length > 1 || piece === "";
    case "indexOf": {
      if (c !== null && typeof c !== "bigint") return null;
      const start = Math.min(text.length, Math.max(0, Number(c ?? 0n)));
      for (let at = start; at + piece.length <= text.length; at++)
        if (text.slice(at, at + piece.length) === piece) return BigInt(at);
      return null;
    }
    case "between": {
      const right = form(c);
      if (typeof right !== "string") return null;
      const from = text.indexOf(piece) + piece.length;
      if (!text.includes(piece)) return null;
      const ends = Array.from({ length: text.length + 1 }, (_, at) => at).filter(
        (at) => at >= from && text.startsWith(right, at),
      );
      const end = d === true ? ends.at(-1) : ends[0];
      return end === undefined ? null : a.slice(from, end);
    }
  }
  throw new Error(`the slow evaluation has no "${name}"`);
}

function arithmetic(name: string, a: SlowValue, b: SlowValue): SlowValue {
  if (typeof a === "bigint" && typeof b === "bigint") {
    if (name === "add") return bits64(a + b);
    if (name === "subtract") return bits64(a - b);
    if (name === "multiply") return bits64(a * b);
    if (b === 0n) return null;
    const size = (one: bigint): bigint => (one < 0n ? -one : one);
    const quotient = size(a) / size(b);
    const signed = a < 0n === b < 0n ? quotient : -quotient;
    return bits64(name === "divide" ? signed : a - signed * b);
  }
  const numbers = [a, b].every((one) => typeof one === "bigint" || typeof one === "number");
  if (!numbers) return null;
  const [x, y] = [Number(a), Number(b)];
  const results: Record<string, number> = {
    add: x + y,
    subtract: x - y,
    multiply: x * y,
    divide: x / y,
    modulo: x % y,
  };
  return finite(results[name]!);
}
