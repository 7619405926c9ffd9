/** An input that somebody might have made to hurt who reads it. */
export interface HostileCase {
  /** What it is, for the table. */
  readonly name: string;
  /** Files to be written first, by name. */
  readonly files: Readonly<Record<string, () => string | Uint8Array>>;
  /** The command, run where the files are. */
  readonly args: readonly string[];
  /** Exit codes that are right (0 as expected, 1 a verdict failed, 2 unusable). */
  readonly exits: readonly number[];
  /** What must be said on stderr; null if the input is only large. */
  readonly says: RegExp | null;
}

/** A rule that reads every field of every event. */
export const KEYWORD_RULE = `title: Keywords
id: 11111111-1111-4111-8111-111111111112
logsource: {product: NAME}
detection: {k: ['zzzqq'], condition: k}
level: low
`;

/** A code of a diagnostic. */
const CODE = /(?:^|\s)[a-z]+\/[a-z-]+$/m;

/** Returns a replay of recordings with a rule that reads all of them. */
export function replayOf(
  name: string,
  recording: string,
  content: () => string | Uint8Array,
  says: RegExp | null = CODE,
  exits: readonly number[] = says === null ? [0] : [0, 1, 2],
  product = "windows",
): HostileCase {
  return {
    name,
    files: { [recording]: content, "rule.yml": () => KEYWORD_RULE.replace("NAME", product) },
    args: ["replay", recording, "--rules", "rule.yml", ...logSource(product)],
    exits,
    says,
  };
}

function logSource(product: string): string[] {
  return product === "windows" ? [] : ["--log-source", `product=${product}`];
}

/** Returns cases of a rule: it is linted, and an empty recording is replayed through it. */
export function ruleOf(
  name: string,
  file: string,
  content: () => string,
  says: RegExp | null,
  exits: readonly number[] = [0, 1, 2],
): HostileCase[] {
  const files = { [file]: content, "recording.json": () => '{"a":"x"}\n' };
  const replay = ["replay", "recording.json", "--rules", file, "--log-source", "product=okta"];
  return [
    { name: `${name}, linted`, files, args: ["lint", file], exits, says },
    { name: `${name}, replayed`, files, args: replay, exits, says: null },
  ];
}
