/** What a replay says of rules that could not have fired on any of its recordings, and of events that no rule knows. */
import { UNKNOWN_SENSOR } from "../../events/sensors.ts";
import { matchLogSource } from "../../events/log-sources/log-source-match.ts";
import type { EventClass } from "../../events/event-class.ts";
import type { LogSource } from "../../events/log-sources/log-source.ts";
import type { Blindness } from "../../matching/liveness/liveness.ts";
import type { Observed, ObservedClass } from "../../matching/liveness/observed.ts";
import { ruleBlindness } from "../../matching/rule-liveness.ts";
import { visitTests } from "../../matching/model/predicate.ts";
import type { Stage } from "../../matching/model/stage.ts";
import type { CompiledRule } from "../../matching/model/rule.ts";
import { describeBlindness } from "../../scenario/describe.ts";
import { plural } from "../../text/plural.ts";
import { visible } from "../../text/print-diagnostic.ts";
import type { RecordingOutput } from "../parallel/job.ts";

/** A rule that could not have fired, and why. */
export interface BlindRule {
  readonly rule: CompiledRule;
  readonly reason: Blindness;
}

/** In words, to follow "there is", of several rules. */
const REASONS: Readonly<Record<Blindness["kind"], string>> = {
  "log-source": "no event of their log source",
  class: "no event of the class they ask for",
  fields: "no value of a field they need",
  time: "no time in the events they need",
  uncounted: "no event they could count",
};

/** Returns the rules that could not have fired on what was observed, in the order of the rules. */
export function blindRules(rules: readonly CompiledRule[], observed: Observed): BlindRule[] {
  const within = withinSources(observed);
  return rules.flatMap((rule) => {
    const reason = ruleBlindness(rule, within(rule));
    return reason ? [{ rule, reason }] : [];
  });
}

/** Returns how many rules are blind for which reason, in one line. */
export function blindSummary(blind: readonly BlindRule[]): string {
  const counts = (Object.keys(REASONS) as Blindness["kind"][]).flatMap((kind) => {
    const count = blind.filter(({ reason }) => reason.kind === kind).length;
    return count > 0 ? [`${REASONS[kind]} (${count})`] : [];
  });
  return `${plural(blind.length, "rule")} could see nothing: ${counts.join(" · ")}`;
}

/** Returns a line for each rule, which names it and says why. */
export function blindRuleLines(blind: readonly BlindRule[]): string[] {
  return blind.map(
    ({ rule: { rule }, reason }) =>
      `blind: ${visible(rule.path)}  "${visible(rule.title)}": ${visible(describeBlindness(reason))}`,
  );
}

/** Counts events of JSON that nothing says the product of. */
export class UndeclaredEvents {
  #events = 0;
  readonly #paths: string[] = [];

  see({ path, report, observed }: RecordingOutput): void {
    if (report.format !== "json" && report.format !== "ndjson") return;
    const events = (observed ?? [])
      .filter(([{ sensor, declared }]) => sensor === UNKNOWN_SENSOR && declared === null)
      .reduce((sum, [, counts]) => sum + counts.events, 0);
    if (events === 0) return;
    this.#events += events;
    this.#paths.push(path);
  }

  /** Returns how to say what they are; null if there are none. */
  line(): string | null {
    const [first, ...others] = this.#paths;
    if (first === undefined) return null;
    const more = others.length > 0 ? ` and ${plural(others.length, "other recording")}` : "";
    return `${plural(this.#events, "event")} of ${visible(first)}${more}: JSON of no known product, which rules with a log source do not see; --log-source product=…,service=… says what it is`;
  }
}

/**
 * Returns the observed classes of a rule's log sources, those first that it asks for: most rules are live, and
 * one class is enough to show that. To ask every rule of every class would take long.
 */
function withinSources(observed: Observed): (rule: CompiledRule) => Observed {
  const known = new Map<string, Observed>();
  return ({ stages }) => {
    const ids = idsOf(stages);
    const sources = new Map(stages.map(({ logSource }) => [logSourceKey(logSource), logSource]));
    const key = [...sources.keys(), ...ids].join("\n");
    let found = known.get(key);
    if (!found) {
      const all = [...observed.classes].filter(([cls]) =>
        [...sources.values()].some((source) => matchLogSource(source, cls)),
      );
      const isAsked = ([{ eventId }]: (typeof all)[number]): boolean => ids.has(String(eventId));
      const sorted = [...all.filter(isAsked), ...all.filter((one) => !isAsked(one))];
      known.set(key, (found = { classes: new Map<EventClass, ObservedClass>(sorted) }));
    }
    return found;
  };
}

/** Returns the event ids that stand in tests of them. */
function idsOf(stages: readonly Stage[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { predicate } of stages)
    visitTests(predicate, (test) => {
      if (test.kind === "test" && ID_FIELDS.has(test.field))
        for (const id of test.label.match(/\d+/g) ?? []) ids.add(id);
    });
  return ids;
}

const ID_FIELDS = new Set(["EventID", "event.code", "winlog.event_id"]);

/** Returns what log sources have in common that match the same classes. */
export function logSourceKey({ vocabulary, product, category, service }: LogSource): string {
  return JSON.stringify([vocabulary, product, category, service]);
}
