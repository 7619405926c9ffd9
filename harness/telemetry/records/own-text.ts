/** From this length on, the engine takes a part of a text for a view of the whole, which it keeps. */
const SHORTEST_VIEW = 13;

/**
 * Returns the same text without what it was cut out of: a short value that is kept must not keep
 * the piece of a recording that it stood in.
 */
export function ownText(text: string): string {
  return text.length < SHORTEST_VIEW ? text : ` ${text}`.slice(1);
}
