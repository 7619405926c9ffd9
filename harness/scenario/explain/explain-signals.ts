/** Which events came nearest to signals that are unmet. The events are read once more, for only now it is known which are. */
import type { EventClass } from "../../events/event-class.ts";
import type { ShownEvent } from "../../events/event.ts";
import { textsOf } from "../../events/texts.ts";
import { readField } from "../../matching/binding/bound-field.ts";
import { NearestMiss } from "../../matching/evidence/explain.ts";
import type { Predicate } from "../../matching/model/predicate.ts";
import type {
  ScenarioRecording,
  Signal,
  SignalAlternative,
  SignalReference,
} from "../format/scenario.ts";
import type { SignalVerdict } from "../judge/verdict.ts";
import type { RecordingResult } from "../replay/recording-result.ts";
import { rawOrTranslated } from "../replay/signal-capture.ts";

/** Values of another signal's field that are compared with. */
const MAX_VALUES = 100;

/**
 * Adds to each signal that is unmet for want of events the event that came nearest.
 *
 * @param readAgain shows the events of a recording; asked for each recording at most once
 */
export async function explainSignals(
  verdicts: readonly SignalVerdict[],
  signals: readonly Signal[],
  results: readonly RecordingResult[],
  readAgain: (recording: ScenarioRecording, see: (event: ShownEvent) => void) => Promise<unknown>,
): Promise<SignalVerdict[]> {
  const searches = new Map<SignalVerdict, Search>();
  for (const verdict of verdicts) {
    const signal = signals.find(({ name }) => name === verdict.signal)!;
    const [name, sensor = null] = verdict.recording?.split("/") ?? [];
    const result = results.find(({ recording }) => recording.name === name);
    if (verdict.outcome === "unmet" && result && wantsMore(signal, verdict.count))
      searches.set(verdict, searchFor(signal, verdict, result, sensor));
  }
  const all = [...searches.values()];
  for (const recording of new Set(all.map((one) => one.recording))) {
    const here = all.filter((one) => one.recording === recording);
    await readAgain(recording, (event) => {
      for (const { captured, misses } of here)
        if (!captured.has(event.position)) for (const miss of misses) miss.see(event);
    });
  }
  return verdicts.map((verdict) => {
    const search = searches.get(verdict);
    if (!search) return verdict;
    const [nearest] = search.misses.toSorted((a, b) => b.closeness - a.closeness);
    const explanation = nearest?.explanation ?? null;
    const late = nearest?.held ? ` of those that come ${search.order}` : "";
    return { ...verdict, explanation, reason: verdict.reason + late };
  });
}

interface Search {
  readonly recording: ScenarioRecording;
  /** Positions of the events that the signal has. */
  readonly captured: ReadonlySet<number>;
  /** One for each alternative. */
  readonly misses: readonly NearestMiss[];
  /** When its events must come, in words. */
  readonly order: string;
}

function wantsMore({ item: { count } }: Signal, found: number): boolean {
  return found < (typeof count === "number" ? count : (count?.min ?? 1));
}

function searchFor(
  { item, alternatives }: Signal,
  { events }: SignalVerdict,
  result: RecordingResult,
  sensor: string | null,
): Search {
  const { recording } = result;
  const misses = alternatives.map((alternative) => {
    const bindClass = (cls: EventClass) => {
      const isAsked = [sensor, alternative.sensor].every(
        (one) => one === null || one === cls.sensor,
      );
      return isAsked ? rawOrTranslated(cls) : null;
    };
    const predicate = withReferences(alternative, result);
    return new NearestMiss({ logSource: {}, predicate }, recording.path, bindClass);
  });
  const within = item.within === undefined ? "" : ` within ${item.within}`;
  const order = `${within.trimStart()}${within === "" ? "" : " "}after the signal ${item.after}`;
  return { recording, captured: new Set(events.map(({ position }) => position)), misses, order };
}

/** Returns the condition of an alternative, with the values that its references came to. */
function withReferences(
  { predicate, references }: SignalAlternative,
  result: RecordingResult,
): Predicate {
  if (references.length === 0) return predicate;
  return { kind: "all", of: [predicate, ...references.map((one) => comparison(one, result))] };
}

function comparison(
  { field, signal, otherField }: SignalReference,
  { captures }: RecordingResult,
): Predicate {
  const texts = (captures.get(signal) ?? []).flatMap((event) =>
    textsOf(readField(rawOrTranslated(event.class)(otherField), event)),
  );
  const label = `${field}: @${signal}.${otherField}`;
  const tests = [...new Set(texts)].slice(0, MAX_VALUES).map((text): Predicate => {
    return { kind: "test", field, pattern: { kind: "equals", text, cased: false }, label };
  });
  return tests.length === 1 ? tests[0]! : { kind: "any", of: tests };
}
