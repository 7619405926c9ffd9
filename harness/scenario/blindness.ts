import { describeLogSource } from "../events/log-sources/log-source.ts";
import type { Blindness } from "../matching/liveness/liveness.ts";

/** Returns a blindness in words, to follow "The rule is blind here:". */
export function describeBlindness(blind: Blindness): string {
  switch (blind.kind) {
    case "log-source":
      return `there is no event of its log source (${describeLogSource(blind.logSource)})`;
    case "class":
      return `there is no event of the class it asks for (${blind.wanted.join(", ")})`;
    case "fields":
      return `it needs ${blind.fields.join(", ")}, which neither sensor nor recording supplies`;
  }
}
