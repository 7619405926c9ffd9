import type { CompiledRule } from "../matching/model/rule.ts";
import { describeBlindness } from "../scenario/describe.ts";
import { describeLosses, isAnnounced, lossesOf } from "../scenario/judge/losses.ts";
import { plural } from "../text/plural.ts";
import { blindnessOf, ruleOf, type Replay } from "../scenario/replay/replay.ts";
import { isEmptyFolder } from "../text/empty-folder.ts";
import { visible } from "../text/print-diagnostic.ts";
import { describeRule, describeTelemetry } from "./describe.ts";

/** A rule that was named, or why nothing can be said of it. */
export type NamedRule =
  | { readonly rule: CompiledRule; readonly reason?: never }
  | { readonly rule: null; readonly reason: string };

/** Finds the rule of an assertion. */
export function namedRule(replay: Replay, reference: string): NamedRule {
  const missing = whyNoRules(replay);
  if (missing !== null) return { rule: null, reason: missing };
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

/** Returns why nothing that a replay showed says anything, or null if it can be relied on. */
export function whyUnreliable(replay: Replay): string | null {
  return whyNoRules(replay) ?? whyNoRecording(replay) ?? whyDamaged(replay);
}

/** Returns why rules are missing that were to be replayed, or null if none is. */
function whyNoRules({ rules }: Replay): string | null {
  const missing = rules.diagnostics.find(
    (one) => one.code === "file/not-found" || one.code === "file/unreadable" || isEmptyFolder(one),
  );
  if (missing)
    return `The rules at ${visible(missing.file)} are missing: ${visible(missing.message)}`;
  const none = rules.rules.length === 0 && rules.broken.length === 0;
  return none ? "Not a single rule was loaded." : null;
}

function whyNoRecording({ recordings, rules, diagnostics }: Replay): string | null {
  const unreadable = recordings.find(({ report }) => report.unreadable);
  if (unreadable) {
    const why = unreadable.report.diagnostics.find(({ severity }) => severity === "error");
    return `The recording ${visible(unreadable.path)} cannot be read${why ? `: ${visible(why.message)}` : "."}`;
  }
  const ofRules = new Set(rules.diagnostics);
  const ofReading = new Set(recordings.flatMap(({ report }) => report.diagnostics));
  const missing = diagnostics.find(
    (one) =>
      !ofRules.has(one) &&
      !ofReading.has(one) &&
      (one.severity === "error" || one.code === "archive/no-recordings" || isEmptyFolder(one)),
  );
  if (missing)
    return `The recording ${visible(missing.file)} is missing: ${visible(missing.message)}`;
  if (recordings.length === 0) return "Not a single event was replayed.";
  const empty = recordings.find(({ report }) => report.events === 0);
  return empty ? `The recording ${visible(empty.path)} holds no event.` : null;
}

function whyDamaged({ recordings, damaged = {} }: Replay): string | null {
  for (const { path, report } of recordings) {
    const losses = lossesOf(report);
    const announced = Object.hasOwn(damaged, path) ? damaged[path] : undefined;
    if (!isAnnounced(losses, announced))
      return `The recording ${visible(path)} cannot be relied on. ${describeLosses(losses, announced)}`;
  }
  const known = new Set(recordings.map(({ path }) => path));
  const unknown = Object.keys(damaged).find((path) => !known.has(path));
  return unknown === undefined
    ? null
    : `"damaged" names ${visible(unknown)}, which was not replayed.`;
}

/** Returns why no statement on all rules can be made, or null if every rule can be used. */
export function whyIncomplete({ rules: { broken } }: Replay): string | null {
  if (broken.length === 0) return null;
  const paths = broken.slice(0, 3).map(({ path }) => visible(path));
  const more = broken.length > paths.length ? ", …" : "";
  return `${plural(broken.length, "rule")} of the rule set ${broken.length === 1 ? "is" : "are"} broken: ${paths.join(", ")}${more}.`;
}
