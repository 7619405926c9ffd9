/** Matches of a replay, in the forms in which they are printed. */
import type { EventReference, Match } from "../matching/model/match.ts";
import type { DetectionRule } from "../matching/model/rule.ts";
import type { Painter } from "./painter.ts";

/**
 * Returns a match as one line of JSON, without line break. The keys are a promise to other programs.
 */
export function matchLine({ rule, events, via, byAbsence, unsupplied }: Match): string {
  const listed = events.length === 1 ? eventJson(events[0]!) : events.map(eventJson).join();
  const fields = `"via":${namesJson(via)},"byAbsence":${namesJson(byAbsence)}`;
  return `{"rule":${ruleJson(rule)},"events":[${listed}],${fields},"unsupplied":${namesJson(unsupplied)}}`;
}

const ruleTexts = new WeakMap<DetectionRule, string>();

/** Returns the metadata of a rule, written once however often it matches. */
function ruleJson(rule: DetectionRule): string {
  let text = ruleTexts.get(rule);
  if (text === undefined) {
    const { id, title, language, level, path } = rule;
    ruleTexts.set(rule, (text = JSON.stringify({ id, title, language, level, path })));
  }
  return text;
}

let lastEvent: EventReference | undefined;
let lastText = "";

/** Matches come in the order of events, and one event often has several. */
function eventJson(event: EventReference): string {
  if (event === lastEvent) return lastText;
  const { recording, position, record, time, channel, eventId, computer } = event;
  lastEvent = event;
  lastText = JSON.stringify({ recording, position, record, time, channel, eventId, computer });
  return lastText;
}

/** Most matches are on one field, or on none. */
function namesJson(names: readonly string[]): string {
  return names.length === 0 ? "[]" : JSON.stringify(names);
}

/** Returns a match as a line for people, without line break. */
export function matchRow(
  { rule, events, via, byAbsence, unsupplied }: Match,
  { colors, escapeUntrusted }: Painter,
): string {
  const [first] = events;
  const where = first ? `${escapeUntrusted(first.recording)}#${first.position}` : "";
  const more = events.length > 1 ? ` +${events.length - 1}` : "";
  const flags = [
    ...(byAbsence.length > 0 ? [`by absence of ${byAbsence.join(", ")}`] : []),
    ...(unsupplied.length > 0 ? [`without ${unsupplied.join(", ")}`] : []),
  ];
  const flagged = flags.length > 0 ? `  (${escapeUntrusted(flags.join("; "))})` : "";
  const level = (rule.level ?? "-").padEnd(13);
  return `${first?.time ?? "no time".padEnd(28)}  ${colors.bold(level)}  ${escapeUntrusted(rule.title)}  ${colors.dim(`${where}${more}  via ${escapeUntrusted(via.join(", "))}${flagged}`)}`;
}
