/**
 * Elements of lists, and what stands in them. Telemetry gives an object within a list as its JSON text;
 * a field of it is found by its name as it stands, else by its dotted path, which goes through lists.
 */
import type { Scalar } from "../../values/typed-values.ts";

/** Below this many levels nothing is looked at: a bound on hostile events. */
const MAX_LEVELS = 200;

/** An element of a list. */
export class ListElement {
  readonly #scalar: Scalar;
  #object: object | null | undefined;
  readonly #known = new Map<string, readonly Scalar[]>();

  constructor(scalar: Scalar) {
    this.#scalar = scalar;
  }

  /**
   * Returns the values of a field; none if the element is no object.
   *
   * @param path "" for the element itself
   */
  values(path: string): readonly Scalar[] {
    let values = this.#known.get(path);
    if (!values) this.#known.set(path, (values = this.#find(path)));
    return values;
  }

  #find(path: string): readonly Scalar[] {
    if (path === "") return [this.#scalar];
    if (this.#object === undefined) this.#object = objectOf(this.#scalar);
    return this.#object === null ? [] : [...new Set(find(this.#object, path, 0))];
  }
}

/** All searches in an event are given the same list. The list owns its elements: they go with the event. */
const elementsByList = new WeakMap<readonly Scalar[], readonly ListElement[]>();

/** Returns the elements of a list, made once for each list. */
export function elementsOf(list: readonly Scalar[]): readonly ListElement[] {
  let elements = elementsByList.get(list);
  if (!elements)
    elementsByList.set(list, (elements = list.map((scalar) => new ListElement(scalar))));
  return elements;
}

function objectOf(scalar: Scalar): object | null {
  if (typeof scalar !== "string" || !scalar.trimStart().startsWith("{")) return null;
  try {
    return JSON.parse(scalar) as object;
  } catch {
    // A text that only looks like an object is a text.
    return null;
  }
}

function find(value: unknown, path: string, level: number): readonly Scalar[] {
  if (level > MAX_LEVELS || typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each) => find(each, path, level + 1));
  const object = value as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(object, path)) return scalarsIn(object[path], level + 1);
  for (let dot = path.lastIndexOf("."); dot > 0; dot = path.lastIndexOf(".", dot - 1)) {
    const head = path.slice(0, dot);
    if (!Object.hasOwn(object, head)) continue;
    const found = find(object[head], path.slice(dot + 1), level + 1);
    if (found.length > 0) return found;
  }
  return [];
}

/** Nulls are no values. */
function scalarsIn(value: unknown, level: number): readonly Scalar[] {
  if (value === null || level > MAX_LEVELS) return [];
  if (Array.isArray(value)) return value.flatMap((each) => scalarsIn(each, level + 1));
  return [typeof value === "object" ? JSON.stringify(value) : (value as Scalar)];
}
