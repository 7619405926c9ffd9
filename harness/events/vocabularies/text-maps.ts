/**
 * What texts become on the way from one vocabulary to another, each map under a name, by which field
 * translations (`field-translation.ts`) ask for it.
 */
import { ENDPOINT_TEXT_MAPS } from "./ecs/endpoint/text-maps.ts";
import { ENVELOPE_TEXT_MAPS } from "./ecs/envelope-text-maps.ts";
import { WINDOWS_TEXT_MAPS } from "./ecs/windows/text-maps.ts";
import { WINLOGBEAT_TEXT_MAPS } from "./ecs/winlogbeat/text-maps.ts";
import { SECURITY_TEXT_MAPS } from "./ecs/winlogbeat/security-text-maps.ts";
import { SIGMA_TEXT_MAPS } from "./sigma/text-maps.ts";
import type { TextMap } from "./text-map.ts";

/** The tables that the one below is made of; no name is in two of them. */
export const TEXT_MAP_TABLES = [
  SIGMA_TEXT_MAPS,
  ENVELOPE_TEXT_MAPS,
  WINDOWS_TEXT_MAPS,
  WINLOGBEAT_TEXT_MAPS,
  SECURITY_TEXT_MAPS,
  ENDPOINT_TEXT_MAPS,
] as const;

const TEXT_MAPS = {
  ...SIGMA_TEXT_MAPS,
  ...ENVELOPE_TEXT_MAPS,
  ...WINDOWS_TEXT_MAPS,
  ...WINLOGBEAT_TEXT_MAPS,
  ...SECURITY_TEXT_MAPS,
  ...ENDPOINT_TEXT_MAPS,
} satisfies Record<string, TextMap>;

export type TextMapName = keyof typeof TEXT_MAPS;

/** Returns the text map of a name. */
export function textMap(name: TextMapName): TextMap {
  return TEXT_MAPS[name];
}
