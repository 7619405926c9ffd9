/** How the pipelines of Winlogbeat read what stands in one text, or hangs on several. */
import type { ShownEvent } from "../../../event.ts";
import { textMap } from "../../text-maps.ts";
import type { TransformTable } from "../../transform-table.ts";
import { absentIfEmpty, dataText, unnamedText } from "../data-text.ts";
import { invocationDetails } from "../windows/invocation-details.ts";
import { keyValueReader } from "../windows/key-value-text.ts";
import { bareCode } from "./security-text-maps.ts";
import { ACCOUNT_CONTROL, flagsOf } from "./security-values.ts";

export const WINLOGBEAT_TRANSFORMS: TransformTable<
  "held" | "invocationDetails" | "accountControl"
> = {
  held({ sources: [source, ...names], place, map: name, given }) {
    const holder = textAt(source!, place);
    const fieldsOf = place === undefined ? contextFields : engineFields;
    const text = (event: ShownEvent, field: string): string | undefined => {
      const held = holder(event);
      const inner = held === undefined ? undefined : fieldsOf(held).get(field);
      return inner ?? dataText(event, field);
    };
    const map = name && textMap(name);
    return (event) => {
      if (given !== undefined && text(event, given) === undefined) return undefined;
      for (const field of names) {
        const found = text(event, field);
        if (found !== undefined) return map ? absentIfEmpty(map(found)) : found;
      }
      return undefined;
    };
  },
  invocationDetails({ sources: [source], part, place }) {
    const text = textAt(source!, place);
    return (event) => {
      const found = text(event);
      const parts = found === undefined ? [] : invocationDetails(found)[part];
      return parts.length > 0 ? parts : undefined;
    };
  },
  /** Lists of what an account may, of which the pipeline makes one only where it could read the value before. */
  accountControl({ sources: [source], flags }) {
    return (event) => {
      const list = dataText(event, source!);
      if (list === undefined || list === "-") return list;
      const value = dataText(event, flags);
      if (value === undefined || !flagsOf(value, ACCOUNT_CONTROL)) return list;
      return list
        .split("\n")
        .map(bareCode)
        .filter((code) => code !== "");
    };
  },
};

/** The fields of a pipeline's context, and those of the classic log's engine. */
const contextFields = keyValueReader("\n", " \n\t");
const engineFields = keyValueReader("\n\t", "\n\t");

function textAt(
  source: string,
  place: number | undefined,
): (event: ShownEvent) => string | undefined {
  return place === undefined
    ? (event) => dataText(event, source)
    : (event) => unnamedText(event, source, place);
}
