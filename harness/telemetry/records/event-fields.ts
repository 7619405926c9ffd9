/**
 * The law of field names of Windows events, as documented at `LogEvent`: one walk over the event's
 * elements, for every format. `T` is what a format has for a text: the text itself, or where in a
 * record it stands.
 */

/** An element of an event. */
export interface EventElement<T> {
  /** May carry a namespace prefix, which does not count. */
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly value: T }[];
  readonly children: readonly EventElement<T>[];
  /** `undefined` if the element has no content at all. Disregarded if it has children. */
  readonly value: T | undefined;
}

/** What the walk must know of a format's texts. */
export interface TextOps<T> {
  readonly empty: T;
  /** Whether an element or attribute of `System` with this text is as good as absent. */
  isBlank(value: T): boolean;
  /** The text itself, asked for only where a name hangs on it. */
  textOf(value: T): string;
}

/** Calls `add` for each field of the event, in the order of the record, `System` first. */
export function walkFields<T>(
  event: EventElement<T>,
  ops: TextOps<T>,
  add: (name: string, value: T) => void,
): void {
  const parts = event.children.map((part) => ({ part, name: localName(part.name) }));
  for (const { part, name } of parts)
    if (name === "System") for (const element of part.children) addSystem(element, ops, add);
  for (const { part, name } of parts) {
    if (name === "System" || name === "RenderingInfo") continue;
    addAttributes(part, ops, add);
    for (const child of part.children) addLeaves(child, ops, add);
    if (part.children.length === 0 && part.value !== undefined && !ops.isBlank(part.value))
      add(name, part.value);
  }
}

function addSystem<T>(
  element: EventElement<T>,
  ops: TextOps<T>,
  add: (name: string, value: T) => void,
): void {
  const { value, children } = element;
  if (value !== undefined && children.length === 0 && !ops.isBlank(value))
    add(localName(element.name), value);
  addAttributes(element, ops, add);
  for (const child of children) addSystem(child, ops, add);
}

function addLeaves<T>(
  element: EventElement<T>,
  ops: TextOps<T>,
  add: (name: string, value: T) => void,
): void {
  const own = dataName(element, ops);
  const others = addAttributes(element, ops, add, own !== undefined);
  for (const child of element.children) addLeaves(child, ops, add);
  if (element.children.length > 0) return;
  // An element that says everything in attributes, such as CAPI2's, has no text to be empty.
  if (element.value === undefined && others > 0) return;
  add(own ?? localName(element.name), element.value ?? ops.empty);
}

/** `<Data Name="Target Name">` is the field `TargetName`. */
function dataName<T>(element: EventElement<T>, ops: TextOps<T>): string | undefined {
  const name = localName(element.name);
  if (name !== "Data" && name !== "ComplexData") return undefined;
  const attribute = element.attributes.find((candidate) => candidate.name === "Name");
  return attribute === undefined
    ? undefined
    : ops.textOf(attribute.value).replaceAll(" ", "") || undefined;
}

/** Adds an element's attributes as `Element_Attribute` and returns how many there were. */
function addAttributes<T>(
  element: EventElement<T>,
  ops: TextOps<T>,
  add: (name: string, value: T) => void,
  isNamed = false,
): number {
  let added = 0;
  for (const { name, value } of element.attributes) {
    if (name === "xmlns" || name.startsWith("xmlns:") || (isNamed && name === "Name")) continue;
    if (ops.isBlank(value)) continue;
    add(`${localName(element.name)}_${localName(name)}`, value);
    added++;
  }
  return added;
}

/** Returns a name without its namespace prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
