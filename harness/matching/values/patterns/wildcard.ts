/**
 * Wildcards without backtracking. The pattern is cut at each `*` into segments; the first must
 * stand at the start and the last at the end of the text, and each one between is taken where it is
 * found first: taking a later place could never help the segments that follow.
 */
import { ANY_CHARACTER, ANY_TEXT, type WildcardPart } from "../../model/pattern.ts";

/** Literal text and single-character wildcards, in order. */
type Segment = readonly (string | typeof ANY_CHARACTER)[];

/** Returns the test of a whole text against the parts of a pattern. */
export function compileWildcard(parts: readonly WildcardPart[]): (text: string) => boolean {
  const segments: (string | typeof ANY_CHARACTER)[][] = [[]];
  for (const part of parts)
    if (part === ANY_TEXT) segments.push([]);
    else segments.at(-1)!.push(part);
  const first = segments[0]!;
  if (segments.length === 1) return (text) => matchAt(first, text, 0) === text.length;
  const last = segments.at(-1)!;
  const middle = segments.slice(1, -1).filter((segment) => segment.length > 0);
  return (text) => {
    let at = matchAt(first, text, 0);
    for (const segment of middle) {
      if (at < 0) return false;
      at = find(segment, text, at);
    }
    return at >= 0 && matchBefore(last, text, text.length) >= at;
  };
}

/** Returns where the segment ends if it stands at `at`, else -1. */
function matchAt(segment: Segment, text: string, at: number): number {
  for (const part of segment) {
    if (part === ANY_CHARACTER) {
      if (at >= text.length) return -1;
      at += isPair(text, at) ? 2 : 1;
    } else {
      if (!text.startsWith(part, at)) return -1;
      at += part.length;
    }
  }
  return at;
}

/** Returns where the segment begins if it ends before `end`, else -1. */
function matchBefore(segment: Segment, text: string, end: number): number {
  for (let i = segment.length - 1; i >= 0; i--) {
    const part = segment[i]!;
    if (part === ANY_CHARACTER) {
      if (end <= 0) return -1;
      end -= isPair(text, end - 2) ? 2 : 1;
    } else {
      if (!text.endsWith(part, end)) return -1;
      end -= part.length;
    }
  }
  return end;
}

/** Returns where the first occurrence of the segment at or after `from` ends, else -1. */
function find(segment: Segment, text: string, from: number): number {
  const [head] = segment;
  for (let at = from; at <= text.length; at++) {
    if (typeof head === "string") {
      at = text.indexOf(head, at);
      if (at < 0) return -1;
    }
    const end = matchAt(segment, text, at);
    if (end >= 0) return end;
  }
  return -1;
}

/** Whether the two units from `at` on are one character. */
function isPair(text: string, at: number): boolean {
  return at >= 0 && (text.codePointAt(at) ?? 0) > 0xffff;
}
