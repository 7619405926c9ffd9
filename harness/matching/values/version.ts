/**
 * Versions in the order of Semantic Versioning, with any count of main numbers, as Elasticsearch
 * orders them: `1.2-alpha` < `1.2` < `1.2.0` < `1.10`; what is no version comes after all that are.
 */
const VERSION =
  /^(?<main>(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))*)(?:-(?<before>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+(?<build>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;
const LEADING_ZERO = /^0\d+$/;
const WHOLE = /^\d+$/;

/** The most numbers or identifiers, and digits in a row, of a version. */
const MOST_PARTS = 32;
const MOST_DIGITS = 127;

/** Marks of the key, in their order; all come before the characters of what is no version. */
const NUMBER_MARK = "\x01";
const PRERELEASE_MARK = "\x02";
const RELEASE_MARK = "\x03";

/**
 * Returns a text whose order by code point is that of versions.
 *
 *   version = number ("." number)* (PRERELEASE_MARK "-" part ("." part)* | RELEASE_MARK) build?
 *   number  = NUMBER_MARK length digits        a part of digits only is a number
 */
export function versionKey(text: string): string {
  const { main, before, build } = VERSION.exec(text)?.groups ?? {};
  if (main === undefined) return text === "" ? RELEASE_MARK : text;
  const numbers = main.split(".");
  const parts = before?.split(".") ?? [];
  const suffix = build === undefined ? "" : `+${build}`;
  const isSound =
    [numbers, parts, suffix.split(".")].every(({ length }) => length <= MOST_PARTS) &&
    [...numbers, ...parts].every((part) => !WHOLE.test(part) || part.length <= MOST_DIGITS) &&
    !parts.some((part) => LEADING_ZERO.test(part));
  if (!isSound) return text;
  const prerelease =
    before === undefined ? RELEASE_MARK : `${PRERELEASE_MARK}-${parts.map(keyOf).join(".")}`;
  return numbers.map(keyOf).join(".") + prerelease + suffix;
}

function keyOf(part: string): string {
  return WHOLE.test(part) ? NUMBER_MARK + String.fromCharCode(part.length | 0x80) + part : part;
}
