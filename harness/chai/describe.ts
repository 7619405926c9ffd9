import type { EventReference, Match } from "../matching/model/match.ts";
import type { DetectionRule } from "../matching/model/rule.ts";
import { plural } from "../text/plural.ts";
import { sensorAndId } from "../scenario/describe.ts";
import type { Replay } from "../scenario/replay/replay.ts";
import { visible } from "../text/print-diagnostic.ts";
import type { EventMatcher } from "./fire-assertion.ts";

const MOST = 5;

/** Returns a rule as messages name it. */
export function describeRule({ title, id, name }: DetectionRule): string {
  return `"${visible(title)}" (${visible(id ?? name)})`;
}

/** Returns matches in words, the first of them one by one: `#3 sysmon 1 via CommandLine, Image`. */
export function describeMatches(matches: readonly Match[]): string {
  const shown = matches.slice(0, MOST).map((match) => {
    const events = match.events.map(describeEvent).join(" + ");
    return `${events} via ${visible(match.via.join(", ")) || "nothing"}`;
  });
  return listed(shown, matches.length);
}

/** Returns which rules fired, and on what: for the message about a rule that should have and did not. */
export function describeFired({ matches }: Replay): string {
  const rules = [...new Set(matches.map(({ rule }) => rule))];
  if (rules.length === 0) return "No rule fired.";
  const shown = rules.slice(0, MOST).map((rule) => {
    const own = matches.filter((match) => match.rule === rule);
    return `${describeRule(rule)} on ${describeMatches(own)}`;
  });
  return `What fired: ${listed(shown, rules.length)}.`;
}

/** Returns what was replayed in words: `3 events of 1 recording`. */
export function describeTelemetry({ recordings }: Replay): string {
  const events = recordings.reduce((sum, { report }) => sum + report.events, 0);
  return `${plural(events, "event")} of ${plural(recordings.length, "recording")}`;
}

/** Returns the events that were asked for, in words. */
export function describeMatchers(wanted: readonly EventMatcher[]): string {
  const words = wanted.map((one) => (typeof one === "number" ? `#${one}` : JSON.stringify(one)));
  return words.join(", ") || "no event";
}

/** Returns an event in a word or two: `#3 sysmon 1`. */
export function describeEvent(event: EventReference): string {
  return `#${event.position} ${sensorAndId(event)}`;
}

function listed(shown: readonly string[], number: number): string {
  return shown.join("; ") + (number > shown.length ? `; and ${number - shown.length} more` : "");
}
