/** Whether a signal that captured no event could have captured one. */
import { durationOf } from "../../events/duration.ts";
import { readField } from "../../matching/binding/bound-field.ts";
import {
  mostTelling,
  predicateBlindness,
  type Blindness,
  type ObservedView,
} from "../../matching/liveness/liveness.ts";
import { boundFieldState } from "../../matching/liveness/observed.ts";
import type { Predicate } from "../../matching/model/predicate.ts";
import { textsOf } from "../../events/texts.ts";
import { didYouMean } from "../../text/suggest.ts";
import { describeBlindness } from "../describe.ts";
import type { Signal, SignalAlternative, SignalReference } from "../format/scenario.ts";
import type { RecordingResult } from "../replay/recording-result.ts";
import { rawOrTranslated } from "../replay/signal-capture.ts";

/**
 * Returns why no event of a recording could have met a signal, in words that follow a colon; null if
 * one could have.
 *
 * @param sensor the only one whose events count; all, if it is null
 */
export function signalBlindness(
  { item, alternatives }: Signal,
  result: RecordingResult,
  sensor: string | null,
): string | null {
  const { captures } = result;
  if (item.after !== undefined) {
    const [first] = captures.get(item.after) ?? [];
    if (!first) return `it is to come after the signal ${item.after}, which has no event`;
    if (item.within !== undefined && first.time === null)
      return `it is to come within ${item.within} of the signal ${item.after}, whose event has no time`;
  }
  const found = alternatives.map((one) => alternativeBlindness(one, item, result, sensor));
  if (found.includes(null)) return null;
  const reasons = found.filter((reason) => reason !== null);
  const telling = mostTelling(reasons.flatMap(({ blind }) => blind ?? []));
  return (reasons.find(({ blind }) => blind === telling) ?? reasons[0])?.words ?? null;
}

interface Reason {
  readonly blind: Blindness | null;
  readonly words: string;
}

function alternativeBlindness(
  { sensor: own, predicate, references }: SignalAlternative,
  { within }: Signal["item"],
  result: RecordingResult,
  sensor: string | null,
): Reason | null {
  const classes = [...result.observed.classes].filter(
    ([cls]) => (sensor ?? cls.sensor) === cls.sensor && (own ?? cls.sensor) === cls.sensor,
  );
  if (classes.length === 0) {
    const words = `the recording has no event of the sensor ${own ?? sensor ?? "that it names"}`;
    return { blind: null, words };
  }
  const nothing = references.map((one) => whyNoReference(one, result)).find((why) => why !== null);
  if (nothing !== undefined) return { blind: null, words: nothing };
  const views = classes.map(([cls, seen]): ObservedView => ({
    bind: rawOrTranslated(cls),
    state: (bind) => boundFieldState(bind, (field) => seen.state(field)),
    isTimed: seen.isTimed,
  }));
  const asked: Predicate = { kind: "all", of: [predicate, ...references.map(isThere)] };
  const timed =
    within === undefined || durationOf(within) === null ? undefined : { field: undefined };
  const blind = predicateBlindness(asked, views, timed);
  if (!blind) return null;
  return {
    blind,
    words: inWords(blind, new Set(classes.flatMap(([, { fields }]) => [...fields]))),
  };
}

function isThere({ field }: SignalReference): Predicate {
  return { kind: "test", field, pattern: { kind: "exists" }, label: `${field} exists` };
}

/** Returns why no value can be what a field of another signal's event was. */
function whyNoReference(
  { signal, otherField }: SignalReference,
  { captures }: RecordingResult,
): string | null {
  const others = captures.get(signal) ?? [];
  if (others.length === 0) return `it refers to the signal ${signal}, which has no event`;
  const isCarried = others.some(
    (event) => textsOf(readField(rawOrTranslated(event.class)(otherField), event)).length > 0,
  );
  if (isCarried) return null;
  const hint = didYouMean(otherField, new Set(others.flatMap(({ fields }) => fields)));
  const words = `it refers to @${signal}.${otherField}, which no event of that signal carries`;
  return hint ? `${words}. ${hint}` : words;
}

function inWords(blind: Blindness, carried: ReadonlySet<string>): string {
  if (blind.kind !== "fields") return describeBlindness(blind);
  const misspelt = blind.fields.filter((field) => !carried.has(field));
  const hints = misspelt.flatMap((field) => didYouMean(field, carried) ?? []);
  const words = `it needs ${blind.fields.join(", ")}, which no event of the recording carries`;
  return hints.length > 0 ? `${words}. ${hints.join(" ")}` : words;
}
