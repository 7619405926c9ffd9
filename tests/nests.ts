/**
 * Texts in which everything that can stand in itself does, as deep as one asks: parentheses, lists, maps, calls.
 * Whatever reads a text must take them or say that they are too deep; a stack must never overflow.
 */

/** Makes a text of a depth. */
export type Nest = (depth: number) => string;

/** Returns a nest: `open` so many times, the inside, and `close` as many times. */
export function nest(open: string, inside: string, close: string): Nest {
  return (depth) => open.repeat(depth) + inside + close.repeat(depth);
}

/** Returns a nest that is never closed. */
export function unclosed(open: string): Nest {
  return (depth) => open.repeat(depth);
}

/** A row takes time in proportion, or more, and no stack: so many are enough. */
const LONGEST_ROW = 20_000;

/** Returns things that follow one another: `first`, and then the rest so many times. */
export function row(first: string, rest: string, end = ""): Nest {
  return (depth) => first + rest.repeat(Math.min(depth, LONGEST_ROW)) + end;
}

/** Values of YAML in values. */
export const YAML_NESTS: Readonly<Record<string, Nest>> = {
  "flow lists": nest("[", "x", "]"),
  "flow maps": nest("{a: ", "x", "}"),
  "lists of maps": nest("[{a: ", "x", "}]"),
  "maps with two members": nest("{b: 1, a: ", "x", "}"),
  "lists that are never closed": unclosed("["),
  "maps that are never closed": unclosed("{a: "),
  "block lists": (depth) => `\n    ${"- ".repeat(depth)}x`,
  "block maps": (depth) =>
    // Indented, so that the text grows with the square of the depth.
    Array.from({ length: Math.min(depth, 1500) }, (_, i) => `\n${" ".repeat(i + 4)}a:`).join("") +
    " x",
  "keys that are lists": nest("{? [", "x", "] : 1}"),
  "a list in itself": () => "&me [*me]",
  "a map in itself": () => "&me {a: *me}",
  "a map merged into itself": () => "&me {<<: *me}",
  "aliases of aliases": (depth) =>
    `[&a0 x${Array.from({ length: Math.min(depth, 5000) }, (_, i) => `, &a${i + 1} [*a${i}, *a${i}]`).join("")}]`,
  "merges of merges": (depth) =>
    `[&a0 {x: 1}${Array.from({ length: Math.min(depth, 5000) }, (_, i) => `, &a${i + 1} {<<: *a${i}}`).join("")}]`,
  "a list of many": (depth) => row("[x", ", x", "]")(Math.min(depth, 5000)),
  "quotes in quotes": nest(`"\\"`, "x", `\\""`),
  "tags on tags": nest("!!seq [", "x", "]"),
  "a number of many digits": row("1", "0"),
};
