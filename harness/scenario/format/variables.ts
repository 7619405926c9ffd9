import { didYouMean } from "../../text/suggest.ts";
import type { YamlPath } from "../../text/yaml.ts";

/** A `${name}` for which there is no variable. */
export interface UnknownVariable {
  readonly path: YamlPath;
  readonly name: string;
  readonly hint: string | undefined;
}

/** `$${` stands for `${`; a backslash escapes nothing, for values are Windows paths. */
const REFERENCE = /\$\$\{|\$\{([^{}]*)\}/g;

/** Returns the document with every `${name}` in its strings (not its keys) replaced. */
export function substitute(
  document: unknown,
  variables: Readonly<Record<string, string>>,
): { value: unknown; unknown: UnknownVariable[] } {
  const unknown: UnknownVariable[] = [];
  const walk = (node: unknown, path: YamlPath): unknown => {
    if (typeof node === "string")
      return node.replace(REFERENCE, (written: string, name: string | undefined) => {
        if (name === undefined) return "${";
        if (Object.hasOwn(variables, name)) return variables[name]!;
        unknown.push({ path, name, hint: didYouMean(name, Object.keys(variables)) });
        return written;
      });
    if (Array.isArray(node)) return node.map((item, index) => walk(item, [...path, index]));
    if (typeof node === "object" && node !== null)
      return Object.fromEntries(
        Object.entries(node).map(([key, value]) => [key, walk(value, [...path, key])]),
      );
    return node;
  };
  return { value: walk(document, []), unknown };
}
