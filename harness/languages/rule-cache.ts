import { createHash } from "node:crypto";
import type { CompiledRule } from "../matching/rule.ts";

/**
 * Rules that were compiled before, by the content of their file. Compiled rules are plain data, so
 * they can be kept as JSON. Only files without any diagnostic are kept: what has to be said of the
 * others is said anew each time.
 */
export interface RuleCache {
  /** Returns the rules of a file with this content, if they are known. */
  get(key: string): readonly CompiledRule[] | undefined;
  set(key: string, rules: readonly CompiledRule[]): void;
}

/** Returns the key of a file's content. */
export function cacheKey(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("base64");
}

/** Returns rules as those of another file with the same content. */
export function relocated(
  rules: readonly CompiledRule[],
  path: string,
  name: string,
): CompiledRule[] {
  return rules.map((compiled) => ({ ...compiled, rule: { ...compiled.rule, path, name } }));
}
