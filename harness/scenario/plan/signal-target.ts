import type { ScenarioRecording, Signal } from "../format/scenario.ts";

/** Where a signal is looked for in a recording: in all events, or in those of one sensor. */
export interface SignalTarget {
  /** `name` or `name/sensor`, as `on` has it. */
  readonly name: string;
  readonly sensor: string | null;
}

/**
 * Returns where in a recording a signal is looked for; nowhere, if it does not concern it. Without
 * `on`, a signal concerns the recordings of the sensors that its alternatives name, and all
 * recordings if none names one.
 */
export function signalTargets(
  { item, alternatives }: Signal,
  { name, sensors }: ScenarioRecording,
): SignalTarget[] {
  if (item.on)
    return item.on.flatMap((on): SignalTarget[] => {
      const [recording, sensor = null] = on.split("/");
      return recording === name ? [{ name: on, sensor }] : [];
    });
  const named = alternatives.flatMap(({ sensor }) => sensor ?? []);
  const concerned =
    named.length === 0 || sensors === null || named.some((sensor) => sensors.includes(sensor));
  return concerned ? [{ name, sensor: null }] : [];
}
