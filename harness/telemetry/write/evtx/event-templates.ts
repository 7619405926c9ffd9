/**
 * A Windows event → its template instances: as in the logs that Windows writes, one for `Event` and
 * `System`, and in it as a value one for `EventData`. Events with the same fields of the same types
 * share their templates.
 */
import { NAMESPACE, ALWAYS_WRITTEN, SYSTEM_ELEMENTS, SYSTEM_VALUES } from "../system-values.ts";
import { BINARY, type DataItem, type WindowsForm } from "../windows-form.ts";
import {
  template,
  type Instance,
  type Substitution,
  type Template,
  type TemplateElement,
} from "./binxml-writer.ts";
import {
  BINXML_TYPE,
  codeOf,
  codeOfType,
  encodeValue,
  NO_VALUE,
  STRING_TYPE,
  type EncodedValue,
} from "./typed-value.ts";

/**
 * Rows of `SYSTEM_VALUES` that have a substitution even without a value: elements that are always written
 * have an attribute then, as Windows has it, and some readers misread an element without any.
 */
const ALWAYS_SUBSTITUTED = SYSTEM_ELEMENTS.filter(({ name }) => ALWAYS_WRITTEN.has(name)).map(
  ({ attributes }) => attributes[0]!,
);

/** Returns the instance that a record of the event holds. */
export function eventInstance({ system, data }: WindowsForm): Instance {
  const values: (EncodedValue | Instance)[] = [];
  const substitutions: (Substitution | undefined)[] = [];
  let key = data.length > 0 ? "event with data" : "event";
  for (let row = 0; row < SYSTEM_VALUES.length; row++) {
    const text = system[row];
    if (text === undefined && !ALWAYS_SUBSTITUTED.includes(row)) {
      substitutions.push(undefined);
      continue;
    }
    const { type } = SYSTEM_VALUES[row]!;
    const index = values.length;
    if (text === undefined) {
      substitutions.push({ index, code: codeOfType(type), isOptional: true });
      values.push(NO_VALUE);
      continue;
    }
    const value = encodeValue(type, text);
    const code = codeOf(value);
    key += ` ${row}:${code}`;
    substitutions.push({ index, code });
    values.push(value);
  }
  const dataIndex = values.length;
  if (data.length > 0) values.push(dataInstance(data));
  return {
    template: template(key, () => eventElement(substitutions, data.length > 0 ? dataIndex : null)),
    values,
  };
}

function eventElement(
  substitutions: readonly (Substitution | undefined)[],
  dataIndex: number | null,
): TemplateElement {
  const elements = SYSTEM_ELEMENTS.flatMap(({ name, attributes, text }): TemplateElement[] => {
    const filled = attributes.flatMap((row): [string, Substitution][] =>
      substitutions[row] ? [[SYSTEM_VALUES[row]!.attribute!, substitutions[row]]] : [],
    );
    const content = text >= 0 && substitutions[text] ? [substitutions[text]] : [];
    return filled.length > 0 || content.length > 0 ? [{ name, attributes: filled, content }] : [];
  });
  const system = { name: "System", attributes: [], content: elements };
  const data = dataIndex === null ? [] : [{ index: dataIndex, code: BINXML_TYPE }];
  return { name: "Event", attributes: [["xmlns", NAMESPACE]], content: [system, ...data] };
}

function dataInstance(data: readonly DataItem[]): Instance {
  let key = "data";
  for (const { name } of data) key += name === null ? "\0" : `\0=${name}`;
  return { template: dataTemplate(key, data), values: data.map(({ value }) => value) };
}

function dataTemplate(key: string, data: readonly DataItem[]): Template {
  return template(key, () => ({
    name: "EventData",
    attributes: [],
    content: data.map(({ name }, index) => dataElement(name, { index, code: STRING_TYPE })),
  }));
}

function dataElement(name: string | null, substitution: Substitution): TemplateElement {
  if (name === BINARY) return { name: BINARY, attributes: [], content: [substitution] };
  return {
    name: "Data",
    attributes: name === null ? [] : [["Name", name]],
    content: [substitution],
  };
}
