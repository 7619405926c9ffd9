/** `firedrill replay`: rules over recordings, match by match; expects nothing. */
import type { LogSource } from "../events/log-source.ts";
import { loadRules } from "../languages/load.ts";
import { Engine } from "../matching/engine.ts";
import { matchLine, matchRow } from "../reports/match-lines.ts";
import { terminalPainter } from "../reports/painter.ts";
import { plural } from "../scenario/count.ts";
import { describeLosses } from "../scenario/losses.ts";
import { replayRecording, type ReplayedRecording } from "../scenario/replay.ts";
import { findRecordings } from "../telemetry/find.ts";
import { visible } from "../text/print-diagnostic.ts";
import { loadOptions, type LoadFlags } from "./load-options.ts";
import { tell, tellRules } from "./tell.ts";
import { EXIT, type ExitCode, type World } from "./world.ts";

export const REPLAY_FORMATS = ["table", "ndjson", "json"] as const;

export interface ReplayOptions extends LoadFlags {
  /** Files or folders of recordings. */
  readonly recordings: readonly string[];
  readonly rules: readonly string[];
  readonly format: (typeof REPLAY_FORMATS)[number];
  readonly declared: LogSource | undefined;
  readonly strict: boolean;
  /** Compare the checksums of event logs. */
  readonly verify: boolean;
}

/** Prints every match; recordings sorted by path, matches by position and path of the rule. */
export async function replay(options: ReplayOptions, world: World): Promise<ExitCode> {
  const rules = loadRules(options.rules, loadOptions(options, world));
  const unusableRules = tellRules(rules, options.rules, options.strict, world);
  const found = await findRecordings(options.recordings);
  tell(found.diagnostics, world);
  if (found.passedOver > 0)
    world.err(
      `${plural(found.passedOver, "other file")} passed over: no recordings by their names\n`,
    );
  if (found.recordings.length === 0 || rules.rules.length === 0) {
    world.err(
      found.recordings.length === 0
        ? "There is no recording to replay.\n"
        : "There is no usable rule.\n",
    );
    return unusableRules || found.diagnostics.length > 0 ? EXIT.unusable : EXIT.nothingSelected;
  }

  const engine = new Engine(rules.rules);
  const print = printer(options, world);
  const total = { recordings: 0, events: 0, skipped: 0, matches: 0, unreadable: 0 };
  for (const path of [...found.recordings].sort()) {
    if (world.interrupted.aborted) break;
    const read = {
      signal: world.interrupted,
      verify: options.verify,
      ...(options.declared ? { declared: options.declared } : {}),
    };
    const recording = await replayRecording(engine, path, read);
    const { report, matches, losses } = recording;
    print.recording(recording);
    tell(report.diagnostics, world);
    for (const { rule, losses: lost } of losses)
      world.err(
        `warning: "${visible(rule.title)}" did not count ${describeLosses(lost).join(", ")} of ${path}\n`,
      );
    total.recordings++;
    total.events += report.events;
    total.skipped += report.skipped;
    total.matches += matches.length;
    total.unreadable += report.unreadable ? 1 : 0;
  }
  print.end();
  world.err(
    [
      `${plural(total.matches, "match")} · ${plural(rules.rules.length, "rule")} · `,
      `${plural(total.recordings, "recording")} · ${plural(total.events, "event")}`,
      total.skipped > 0 ? ` · ${plural(total.skipped, "unsound record")} passed over` : "",
      total.unreadable > 0 ? ` · ${plural(total.unreadable, "recording")} could not be read` : "",
      "\n",
    ].join(""),
  );
  if (world.interrupted.aborted) return EXIT.interrupted;
  const unusable = unusableRules || found.diagnostics.length > 0 || total.unreadable > 0;
  return unusable || (options.strict && total.skipped > 0) ? EXIT.unusable : EXIT.expected;
}

interface Printer {
  recording(recording: ReplayedRecording): void;
  end(): void;
}

function printer({ format }: ReplayOptions, world: World): Printer {
  switch (format) {
    case "ndjson":
      return {
        recording: ({ matches }) => matches.forEach((match) => world.out(`${matchLine(match)}\n`)),
        end() {},
      };
    case "json": {
      let before = "[";
      const print = (line: string): void => {
        world.out(`${before}\n${line}`);
        before = ",";
      };
      return {
        recording: ({ matches }) => matches.forEach((match) => print(matchLine(match))),
        end: () => world.out(before === "[" ? "[]\n" : "\n]\n"),
      };
    }
    case "table": {
      const painter = terminalPainter(world.colors.out);
      return {
        recording: ({ matches }) =>
          matches.forEach((match) => world.out(`${matchRow(match, painter)}\n`)),
        end() {},
      };
    }
  }
}
