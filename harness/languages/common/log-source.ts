import type { LogSource } from "../../events/log-sources/log-source.ts";
import type { Stage } from "../../matching/model/stage.ts";

/** Returns the log source of a rule on several events: the keys that all its stages have alike. */
export function commonLogSource(stages: readonly Stage[]): LogSource {
  const [first, ...others] = stages.map(({ logSource }) => logSource);
  const shared = Object.entries(first ?? {}).filter(([key, value]) =>
    others.every((other) => other[key as keyof LogSource] === value),
  );
  return Object.fromEntries(shared);
}
