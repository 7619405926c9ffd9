import { didYouMean } from "../../../text/suggest.ts";
import type { RuleReference } from "../parse/ast.ts";
import type { UnlinkedDocument } from "../compile/unlinked-document.ts";
import { quote } from "../../common/quote.ts";
import type { Target } from "../report.ts";

/** The rules of all files, by id and by name. The letter case of ids does not count. */
export class SymbolTable {
  readonly #unlinkedRules = new Map<string, UnlinkedDocument[]>();

  constructor(unlinkedRules: readonly UnlinkedDocument[]) {
    for (const unlinked of unlinkedRules)
      for (const key of new Set([unlinked.id?.toLowerCase(), unlinked.ruleName]))
        if (key) {
          const known = this.#unlinkedRules.get(key);
          if (known) known.push(unlinked);
          else this.#unlinkedRules.set(key, [unlinked]);
        }
  }

  /**
   * Finds the rule of a reference; of several, the one in the same file. An error about it goes into
   * the report of the rule that refers to it; `severity` says how bad it is there.
   */
  find(
    reference: RuleReference,
    from: UnlinkedDocument,
    severity: "error" | "warning",
  ): UnlinkedDocument | null {
    const { written } = reference;
    const all =
      this.#unlinkedRules.get(written) ?? this.#unlinkedRules.get(written.toLowerCase()) ?? [];
    const near = all.filter(({ path }) => path === from.path);
    const [found, ...others] = near.length > 0 ? near : all;
    if (found && others.length === 0) return found;
    const target = targetOf(reference);
    if (!found) {
      const hint =
        didYouMean(written, this.#unlinkedRules.keys()) ??
        "A rule is called by its id, or by its name (the key of that name, not the title).";
      from.report[severity](
        "sigma/unknown-rule",
        `No rule is called ${quote(written)}.`,
        target,
        hint,
      );
      return null;
    }
    const paths = [found, ...others].map(({ path }) => path);
    const message = `${quote(written)} is what ${paths.length} rules are called: ${paths.join(", ")}.`;
    from.report[severity]("sigma/ambiguous-rule", message, target, "Call the rule by its id.");
    return null;
  }
}

/** Returns what a diagnostic about a reference points at. */
export function targetOf({ path, piece, isKey }: RuleReference): Target {
  return { path, part: isKey ? "key" : "value", ...(piece ? { piece } : {}) };
}
