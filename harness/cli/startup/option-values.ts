/**
 * What yargs lets through: an option without its value is an empty list or text to it, one that is
 * given twice a list where a text is expected, and a switch with any value but "true" is off.
 */
import type { Argv } from "yargs";
import { UsageError } from "../environment.ts";

/** What of its options yargs tells; its types leave it out. */
interface KnownOptions {
  readonly alias: Readonly<Record<string, readonly string[]>>;
  readonly array: readonly string[];
  readonly boolean: readonly string[];
  readonly key: Readonly<Record<string, unknown>>;
}

const OPTION = /^(?:--(?<no>no-)?(?<name>[^=]+)|-(?<letter>[A-Za-z]))(?:=(?<value>.*))?$/s;
/** What follows an option and is none itself. */
const VALUE = /^(?:[^-]|-$|-\d)/;

/**
 * Throws a `UsageError` at an option without its value, at one given again that takes one value, and at a
 * switch with another value than true and false.
 */
export function checkOptionValues(words: readonly string[], line: Argv): void {
  const known = (line as unknown as { getOptions(): KnownOptions }).getOptions();
  const given = new Set<string>();
  const end = words.indexOf("--");
  for (const [i, word] of words.slice(0, end < 0 ? undefined : end).entries()) {
    const { no, name: long, letter, value } = OPTION.exec(word)?.groups ?? {};
    const written = long ?? letter;
    if (written === undefined) continue;
    const isFlag = (name: string): boolean => known.boolean.includes(name);
    const full = no !== undefined && !Object.hasOwn(known.key, `no-${written}`);
    const name = nameOf(full || no === undefined ? written : `no-${written}`, known);
    // Whoever parses the line says that there is no such option.
    if (name === null) continue;
    const shown = letter === undefined ? `--${name}` : `-${letter}`;
    const isNegated = full && no !== undefined;
    if (isFlag(name)) checkSwitch(isNegated ? `--no-${name}` : shown, value);
    else if (isNegated) checkNone(name, value, given);
    else {
      const next = words[i + 1];
      const found = value ?? (next !== undefined && VALUE.test(next) ? next : "");
      if (found === "") throw new UsageError(`${shown} needs a value.`);
    }
    if (CAN_BE_NONE.includes(name) && !isNegated && given.has(noneOf(name)))
      throw new UsageError(`--${name} and --no-${name} contradict each other.`);
    if (given.has(name) && !known.array.includes(name))
      throw new UsageError(`${shown} can be given only once.`);
    given.add(isNegated ? noneOf(name) : name);
  }
}

/** Options whose default is a list, and of which none may be wanted. */
const CAN_BE_NONE = ["reporter"];

function noneOf(name: string): string {
  return CAN_BE_NONE.includes(name) ? `no-${name}` : name;
}

function checkNone(name: string, value: string | undefined, given: ReadonlySet<string>): void {
  if (!CAN_BE_NONE.includes(name))
    throw new UsageError(`There is no --no-${name}: --${name} takes a value, or is left out.`);
  if (value !== undefined) throw new UsageError(`--no-${name} takes no value, not "${value}".`);
  if (given.has(name)) throw new UsageError(`--${name} and --no-${name} contradict each other.`);
}

function checkSwitch(shown: string, value: string | undefined): void {
  if (value === undefined) return;
  if (shown.startsWith("--no-")) throw new UsageError(`${shown} takes no value, not "${value}".`);
  if (value !== "true" && value !== "false")
    throw new UsageError(`${shown} takes true or false, not "${value}".`);
}

/** Returns the name that an option was declared with, whatever it was called; null if there is none. */
function nameOf(written: string, { alias, key }: KnownOptions): string | null {
  const others = Object.keys(alias).filter((name) => alias[name]!.includes(written));
  const names = [written, ...(alias[written] ?? []), ...others];
  const declared = names.filter((name) => Object.hasOwn(key, name));
  return declared.toSorted((a, b) => b.length - a.length)[0] ?? null;
}
