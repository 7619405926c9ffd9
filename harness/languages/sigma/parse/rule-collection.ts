/**
 * Rule collections: documents of a file that merge into each other by their `action`.
 *
 *     action: global   keys that the rules after it take, until the next `global` or `reset`
 *     action: reset    ends that
 *     action: repeat   the rule before it once more, with other keys
 *
 * Maps are merged, anything else is replaced; a key that stands in the global document counts there.
 * Correlations and filters take nothing from it.
 *
 * @see pySigma, `SigmaCollection.from_dicts`
 */
import { didYouMean } from "../../../text/suggest.ts";
import type { YamlPath } from "../../../text/yaml.ts";
import { isRecord } from "../../../text/record.ts";
import { documentKind } from "./document-kind.ts";
import { quote } from "../../common/quote.ts";
import type { Report } from "../report.ts";

const ACTIONS = ["global", "reset", "repeat"] as const;
type Action = (typeof ACTIONS)[number];

/** A document with everything that its collection adds to it. */
export interface ResolvedDocument {
  readonly value: unknown;
  /** The document of the file in which a path of the value stands, counted from 0. */
  readonly documentOf: (path: YamlPath) => number;
  /** What is wrong with its action, if anything. */
  readonly problem?: (report: Report) => void;
}

/**
 * Returns the documents of a file that are to be compiled, in order. Global ones are not among them,
 * unless something is wrong with them.
 */
export function resolveActions(documents: readonly unknown[]): ResolvedDocument[] {
  let global: Layer[] = [];
  let previous: Layer[] = [];
  return documents.flatMap((value, index): ResolvedDocument[] => {
    const own: Layer = { index, value };
    const written = isRecord(value) ? value["action"] : undefined;
    if (!isRecord(value) || written === undefined) {
      const inherits =
        isRecord(value) &&
        documentKind(value) !== "correlation" &&
        documentKind(value) !== "filter";
      // The later layer counts.
      const layers = inherits ? [own, ...global] : [own];
      if (isRecord(value)) previous = layers;
      return [resolved(layers)];
    }
    const { action: _, ...rest } = value;
    const layer: Layer = { index, value: rest };
    switch (actionOf(written)) {
      case "global":
        global = previous = [layer];
        return [];
      case "reset":
        global = [];
        return [];
      case "repeat":
        if (previous.length === 0) return [failing(own, nothingToRepeat)];
        previous = [...previous, layer];
        return [resolved(previous)];
      case undefined:
        return [failing(own, (report) => unknownAction(written, report))];
    }
  });
}

interface Layer {
  readonly index: number;
  readonly value: unknown;
}

function actionOf(written: unknown): Action | undefined {
  return ACTIONS.find((action) => action === written);
}

function resolved(layers: readonly Layer[]): ResolvedDocument {
  const [first] = layers;
  if (layers.length === 1 && first) return { value: first.value, documentOf: () => first.index };
  const value = layers.map((layer) => layer.value).reduce(merge);
  return { value, documentOf: (path) => documentOf(path, layers) };
}

function failing(layer: Layer, problem: (report: Report) => void): ResolvedDocument {
  return { ...resolved([layer]), problem };
}

function merge(below: unknown, above: unknown): unknown {
  if (!isRecord(above)) return above;
  const merged: Record<string, unknown> = { ...(isRecord(below) ? below : {}) };
  for (const [key, value] of Object.entries(above)) merged[key] = merge(merged[key], value);
  return merged;
}

/** Returns the document of the last layer that has the path, or else most of it. */
function documentOf(path: YamlPath, layers: readonly Layer[]): number {
  for (let length = path.length; length > 0; length--) {
    const found = layers.findLast(({ value }) => has(value, path.slice(0, length)));
    if (found) return found.index;
  }
  return layers.at(-1)!.index;
}

function has(value: unknown, path: YamlPath): boolean {
  let at = value;
  for (const step of path) {
    if (at === null || typeof at !== "object" || !Object.hasOwn(at, step)) return false;
    at = (at as Readonly<Record<string, unknown>>)[step];
  }
  return true;
}

function unknownAction(written: unknown, report: Report): void {
  const near = typeof written === "string" ? didYouMean(written, ACTIONS) : undefined;
  const hint = near ?? `Actions are ${ACTIONS.join(", ")}.`;
  const message = `There is no action ${quote(written)}.`;
  report.error("sigma/unknown-action", message, { path: ["action"], part: "value" }, hint);
}

function nothingToRepeat(report: Report): void {
  const message = "The document repeats the rule before it, and there is none.";
  report.error("sigma/nothing-to-repeat", message, { path: ["action"], part: "value" });
}
