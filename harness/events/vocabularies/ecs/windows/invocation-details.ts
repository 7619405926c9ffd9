/**
 * What PowerShell logs of a pipeline, a line each:
 *
 *     CommandInvocation(Out-Default): "Out-Default"
 *     ParameterBinding(Out-Default): name="InputObject"; value="…"
 */
import { keepingLast } from "../../../../caches/last-answer.ts";

export interface InvocationDetails {
  readonly types: readonly string[];
  readonly relatedCommands: readonly string[];
  readonly names: readonly string[];
  readonly values: readonly string[];
}

/** Returns the parts of all lines; a line of another form is a value. */
export const invocationDetails = keepingLast((text): InvocationDetails => {
  const [types, relatedCommands, names, values] = [[], [], [], []] as [
    string[],
    string[],
    string[],
    string[],
  ];
  for (const line of text.split("\n")) {
    const parts = partsOf(line);
    if (!parts) {
      if (line !== "") values.push(line);
      continue;
    }
    types.push(parts.type);
    relatedCommands.push(parts.command);
    if (parts.name !== undefined) names.push(parts.name);
    if (parts.value !== "") values.push(parts.value);
  }
  return { types, relatedCommands, names, values };
});

interface Detail {
  readonly type: string;
  readonly command: string;
  readonly name?: string;
  readonly value: string;
}

/** `type(command): value`. */
function partsOf(line: string): Detail | undefined {
  const close = line.lastIndexOf("):");
  const open = line.indexOf("(");
  if (open < 1 || close < open + 2) return undefined;
  const [type, command] = [line.slice(0, open), line.slice(open + 1, close)];
  const value = line.slice(close + 2).trimStart();
  if (type !== "ParameterBinding" || !value.startsWith("name=")) return { type, command, value };
  const at = value.lastIndexOf("value=");
  const end = value.lastIndexOf(";", at);
  if (end < 0 || value.slice(end + 1, at).trim() !== "") return { type, command, value };
  const name = value.slice("name=".length, end);
  return { type, command, name, value: value.slice(at + "value=".length) };
}
