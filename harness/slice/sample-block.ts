import { basename, dirname, relative } from "node:path";
import { stringify } from "yaml";
import { printableJson } from "../text/hidden-characters.ts";

/** The entry of a scenario for a recording that was cut out of another. */
export interface SampleBlock {
  /** Path of the recording, from the current folder. */
  readonly path: string;
  readonly sensors: readonly string[];
  readonly sha256: string;
  readonly note: string;
}

/** Where scenarios lie if nobody says otherwise. */
const SCENARIOS = "scenarios";

/** Returns the entry for `recordings:` of a scenario in `scenarios/`, as YAML, indented as it stands there. */
export function sampleBlock({ path, sensors, sha256, note }: SampleBlock): string {
  const entry = {
    recordings: {
      [nameOf(path)]: {
        file: relative(SCENARIOS, path).replaceAll("\\", "/"),
        sensor: sensors.length === 1 ? sensors[0] : sensors,
        sha256,
        provenance: { kind: "derived", by: "firedrill slice", note },
      },
    },
  };
  const options = { lineWidth: 0, flowCollectionPadding: false } as const;
  const text = stringify(entry, options);
  if (printableJson(text) === text) return text;
  // In double quotes YAML has the escapes of JSON.
  return printableJson(
    stringify(entry, { ...options, defaultKeyType: "PLAIN", defaultStringType: "QUOTE_DOUBLE" }),
  );
}

/** Names of recordings are in kebab-case. */
function nameOf(path: string): string {
  const name = kebab(basename(path).replace(/\.[^.]+$/, ""));
  return name || kebab(basename(dirname(path))) || "slice";
}

function kebab(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
