/** The techniques of ATT&CK Enterprise v19. */
import { T1001_TO_T1199 } from "./enterprise-19/t1001-t1199.ts";
import { T1200_TO_T1556 } from "./enterprise-19/t1200-t1556.ts";
import { T1557_TO_T1690 } from "./enterprise-19/t1557-t1690.ts";

export const ATTACK_VERSION = "19";

/** A technique, or a sub-technique (its id has a dot). */
export interface Technique {
  /** In upper case: `T1059.001`. */
  readonly id: string;
  /** Of a sub-technique its own name, without that of its parent. */
  readonly name: string;
  /** Short names, sorted. */
  readonly tactics: readonly string[];
}

/** Made at the first call, since few commands need it; never larger than the files above. */
let table: ReadonlyMap<string, Technique> | undefined;

/** Returns all techniques by id, in the order of ids. */
export function techniques(): ReadonlyMap<string, Technique> {
  table ??= new Map(
    [T1001_TO_T1199, T1200_TO_T1556, T1557_TO_T1690].flatMap(rowsOf).map((row) => [row.id, row]),
  );
  return table;
}

/** Returns the technique of an id, in whatever letter case it is written. */
export function techniqueOf(id: string): Technique | undefined {
  return techniques().get(id.toUpperCase());
}

function rowsOf(text: string): Technique[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const [id = "", tactics = "", name = ""] = line.split(" | ");
    return { id, name, tactics: tactics.split(",") };
  });
}
