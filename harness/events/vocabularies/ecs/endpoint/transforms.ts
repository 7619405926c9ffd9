/** What Elastic Defend says of events of which Sysmon says it in several fields. */
import type { ShownEvent } from "../../../event.ts";
import type { TransformTable } from "../../transform-table.ts";
import { dataReader } from "../data-text.ts";
import { directoryOf, lastPart } from "../windows/path.ts";
import { keyOf } from "../windows/registry.ts";
import { SYSMON_BLANK } from "../windows/sysmon-blank.ts";

const text = dataReader(SYSMON_BLANK);

export const ENDPOINT_TRANSFORMS: TransformTable<
  "signatureStatus" | "registryObjectKey" | "registryObjectValue"
> = {
  signatureStatus({ sources: [written, signed] }) {
    return (event) => {
      if (text(event, signed!) === "false") return "noSignature";
      const status = text(event, written!);
      return status === undefined ? undefined : (SIGNATURES.get(status) ?? status);
    };
  },
  registryObjectKey({ sources: [path], type }) {
    return (event) => {
      const key = keyOf(text(event, path!) ?? "");
      return isOfValue(event, type) ? directoryOf(key ?? "") : key;
    };
  },
  registryObjectValue({ sources: [path], type }) {
    return (event) => (isOfValue(event, type) ? lastPart(text(event, path!) ?? "") : undefined);
  },
};

/** Defend's words for what became of a signature. */
const SIGNATURES: ReadonlyMap<string, string> = new Map([
  ["Valid", "trusted"],
  ["Expired", "errorExpired"],
  ["Revoked", "errorRevoked"],
]);

/** Whether a value went, and not a key. */
function isOfValue(event: ShownEvent, type: string): boolean {
  return text(event, type) === "DeleteValue";
}
