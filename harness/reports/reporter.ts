import type { Run } from "../scenario/run.ts";
import { renderJunit } from "./junit.ts";
import { terminalPainter } from "./painter.ts";
import { printRunJson } from "./run-json.ts";
import { printRun } from "./terminal.ts";

/** A form in which a run can be written: a pure function of the run. */
export interface Reporter {
  /** What it is for, in a line. */
  readonly about: string;
  /** Of the file it is written to, without dot. */
  readonly extension: string;
  render(run: Run): string;
}

/** Every reporter, by the name under which the command line knows it. */
export const REPORTERS = {
  json: {
    about: "The run itself, from which every other report can be made",
    extension: "json",
    render: printRunJson,
  },
  junit: { about: "JUnit XML, for CI systems", extension: "xml", render: renderJunit },
  text: {
    about: "What the terminal shows, without colours",
    extension: "txt",
    render: (run) => printRun(run, terminalPainter(false)),
  },
} satisfies Record<string, Reporter>;

export type ReporterName = keyof typeof REPORTERS;
