import { match, type Cursor } from "./regex-escape.ts";
import type { Counter } from "./regex-piece.ts";

const QUANTIFIER = /[*+?]|\{(?:(\d+)(,(\d*))?|,(\d+))\}/y;

/** Reads a quantifier, as it is written and what it means; null if none stands there. Moves nothing. */
export function readQuantifier(cursor: Cursor): { written: string; count: Counter } | null {
  const found = match(QUANTIFIER, cursor);
  return found && { written: found[0], count: countOf(found) };
}

function countOf([written, from, comma, to, atMost]: RegExpExecArray): Counter {
  if (written === "?") return { least: 0, most: 1 };
  if (written === "*" || written === "+") return { least: written === "+" ? 1 : 0, most: Infinity };
  if (atMost !== undefined) return { least: 0, most: Number(atMost) };
  return { least: Number(from), most: comma ? Number(to || Infinity) : Number(from) };
}
