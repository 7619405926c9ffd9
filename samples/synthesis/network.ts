import { drawNumber } from "./draw.ts";
import type { Happening } from "./play.ts";

/** Returns the ephemeral port of an outgoing connection: the same for whoever logs it. */
export function sourcePort({ story, moment, by }: Happening): number {
  return 49_700 + drawNumber(14_000, story.id, "port", String(moment), String(by.pid));
}
