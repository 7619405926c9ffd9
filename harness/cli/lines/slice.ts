import type { Argv } from "yargs";
import { LOG_SOURCE } from "../commands/options.ts";
import { slice, SLICE_OPTIONS } from "../commands/slice.ts";
import type { ExitCode, Environment } from "../environment.ts";

/** Adds `firedrill slice` to a command line. */
export function register(
  line: Argv,
  environment: Environment,
  end: (code: ExitCode) => void,
): Argv {
  return line.command(
    "slice <recording>",
    "Cut events out of a recording, to keep them as a sample",
    (command) =>
      command
        .positional("recording", {
          type: "string",
          demandOption: true,
          describe: "The recording to cut from",
        })
        .options(SLICE_OPTIONS)
        .option("log-source", LOG_SOURCE)
        .example(
          "$0 slice big.evtx --where 'EventID: 4720' --around 5m -o samples/new-account.evtx",
          "Keep what happened around new accounts",
        )
        .example(
          "$0 slice big.evtx --process-tree 4711 --redact user,host,domain,sid,ip -o samples/x.xml",
          "Keep a process and its descendants, without the names",
        ),
    async ({ logSource, ...options }) =>
      end(await slice({ ...options, declared: logSource }, environment)),
  );
}
