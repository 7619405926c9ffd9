import type { CompiledRule } from "../matching/model/rule.ts";
import { describeBlindness } from "../scenario/describe.ts";
import { plural } from "../text/plural.ts";
import { blindnessOf, ruleOf, type Replay } from "../scenario/replay/replay.ts";
import { visible } from "../text/print-diagnostic.ts";
import { describeRule, describeTelemetry } from "./describe.ts";

/** A rule that was named, or why nothing can be said of it. */
export type NamedRule =
  | { readonly rule: CompiledRule; readonly reason?: never }
  | { readonly rule: null; readonly reason: string };

/** Finds the rule of an assertion. */
export function namedRule(replay: Replay, reference: string): NamedRule {
  const found = ruleOf(replay, reference);
  switch (found.kind) {
    case "rule":
      return { rule: found.rule };
    case "unknown":
      return { rule: null, reason: visible(found.reason) };
    case "broken": {
      const { diagnostics, path } = found.broken;
      const first = diagnostics.find(({ severity }) => severity === "error");
      return {
        rule: null,
        reason: `The rule "${reference}" (${visible(path)}) is broken: ${visible(first?.message ?? "it cannot be used.")}`,
      };
    }
  }
}

/** Returns why the silence of a rule says nothing, or null if it could have fired. */
export function whyBlind(replay: Replay, compiled: CompiledRule): string | null {
  const blind = blindnessOf(replay, compiled);
  if (!blind) return null;
  const where = describeTelemetry(replay);
  return `${describeRule(compiled.rule)} is blind on ${where}: ${visible(describeBlindness(blind))}.`;
}

/** Returns why no silence in a replay says anything, or null if it can be relied on. */
export function whyUnreliable({ recordings, rules }: Replay): string | null {
  const unreadable = recordings.find(({ report }) => report.unreadable);
  if (unreadable) return `The recording ${visible(unreadable.path)} cannot be read.`;
  if (!recordings.some(({ report }) => report.events > 0))
    return "Not a single event was replayed.";
  return rules.rules.length === 0 ? "Not a single rule was loaded." : null;
}

/** Returns why no statement on all rules can be made, or null if every rule can be used. */
export function whyIncomplete({ rules: { broken } }: Replay): string | null {
  if (broken.length === 0) return null;
  const paths = broken.slice(0, 3).map(({ path }) => visible(path));
  const more = broken.length > paths.length ? ", …" : "";
  return `${plural(broken.length, "rule")} of the rule set ${broken.length === 1 ? "is" : "are"} broken: ${paths.join(", ")}${more}.`;
}
