/**
 * What stands in the `System` part of a Windows event, in the order in which Windows writes it, and
 * of which type each value is in an EVTX file.
 *
 * @see Microsoft, "Event Schema": SystemPropertiesType; [MS-EVEN6] "Event Descriptor" 2.2.1
 */
import type { TypeName } from "./evtx/typed-value.ts";

export interface SystemValue {
  /** The name of the field, as documented at `ShownEvent`. */
  readonly field: string;
  readonly element: string;
  /** `null` for the text of the element. */
  readonly attribute: string | null;
  readonly type: TypeName;
}

export const SYSTEM_VALUES: readonly SystemValue[] = [
  attribute("Provider", "Name", "string"),
  attribute("Provider", "Guid", "guid"),
  attribute("Provider", "EventSourceName", "string"),
  text("EventID", "uint16"),
  attribute("EventID", "Qualifiers", "uint16"),
  text("Version", "uint8"),
  text("Level", "uint8"),
  text("Task", "uint16"),
  text("Opcode", "uint8"),
  text("Keywords", "hex64"),
  attribute("TimeCreated", "SystemTime", "filetime"),
  text("EventRecordID", "uint64"),
  attribute("Correlation", "ActivityID", "guid"),
  attribute("Correlation", "RelatedActivityID", "guid"),
  attribute("Execution", "ProcessID", "uint32"),
  attribute("Execution", "ThreadID", "uint32"),
  attribute("Execution", "ProcessorID", "uint8"),
  attribute("Execution", "SessionID", "uint32"),
  attribute("Execution", "KernelTime", "uint32"),
  attribute("Execution", "UserTime", "uint32"),
  attribute("Execution", "ProcessorTime", "uint32"),
  text("Channel", "string"),
  text("Computer", "string"),
  attribute("Security", "UserID", "sid"),
];

/** Elements that Windows writes even where they say nothing. */
export const ALWAYS_WRITTEN: ReadonlySet<string> = new Set(["Correlation", "Security"]);

/** An element of `System`: the rows of `SYSTEM_VALUES` for its attributes, and for its text. */
export interface SystemElement {
  readonly name: string;
  readonly attributes: readonly number[];
  /** -1 if the element never has text. */
  readonly text: number;
}

/** The elements of `System`, in order. */
export const SYSTEM_ELEMENTS: readonly SystemElement[] = [
  ...new Set(SYSTEM_VALUES.map(({ element }) => element)),
].map((name) => {
  const rows = SYSTEM_VALUES.flatMap((row, index) =>
    row.element === name ? [{ ...row, index }] : [],
  );
  return {
    name,
    attributes: rows.flatMap(({ attribute, index }) => (attribute === null ? [] : [index])),
    text: rows.find(({ attribute }) => attribute === null)?.index ?? -1,
  };
});

/** Row of `SYSTEM_VALUES` by the name of the field. */
export const SYSTEM_ROW: ReadonlyMap<string, number> = new Map(
  SYSTEM_VALUES.map(({ field }, row) => [field, row]),
);

export const NAMESPACE = "http://schemas.microsoft.com/win/2004/08/events/event";

function attribute(element: string, name: string, type: TypeName): SystemValue {
  return { field: `${element}_${name}`, element, attribute: name, type };
}

function text(element: string, type: TypeName): SystemValue {
  return { field: element, element, attribute: null, type };
}
