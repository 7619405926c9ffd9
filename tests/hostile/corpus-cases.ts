import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replayOf, type HostileCase } from "./hostile-case.ts";

const RECORDING = /\.(?:evtx|xml|json|ndjson|csv|zip|gz)$/;
const RULE = /\.(?:yml|yaml|eql|toml)$/;

/** Returns a case for each file of a folder, and two for each rule; what else it holds is a mistake. */
export function corpusCases(folder: string): HostileCase[] {
  return readdirSync(folder)
    .sort()
    .flatMap((file): HostileCase[] => {
      const content = (): Uint8Array => readFileSync(join(folder, file));
      if (RECORDING.test(file)) {
        const product = /json/.test(file) ? "okta" : "windows";
        return [{ ...replayOf(file, file, content, null, [0, 1, 2], product) }];
      }
      if (!RULE.test(file)) throw new Error(`${file} is neither a recording nor a rule.`);
      const files = { [file]: content, "recording.json": () => '{"a":"x"}\n' };
      const replay = ["replay", "recording.json", "--rules", file, "--log-source", "product=okta"];
      return [
        { name: `${file}, linted`, files, args: ["lint", file], exits: [0, 1, 2], says: null },
        { name: `${file}, replayed`, files, args: replay, exits: [0, 1, 2], says: null },
      ];
    });
}
