import type { Run } from "../scenario/run.ts";
import { renderJunit } from "./junit.ts";
import { terminalPainter } from "./painter.ts";
import { printRunJson } from "./run-json.ts";
import { printRun } from "./terminal.ts";

/** A form in which a run can be written: a pure function of the run. */
export interface Reporter {
  render(run: Run): string;
}

export type ReporterName = "json" | "junit" | "text";

/** Every reporter, by the name under which the command line knows it. */
export const REPORTERS: Readonly<Record<ReporterName, Reporter>> = {
  /** The run itself, from which every other report can be made. */
  json: { render: printRunJson },
  /** JUnit XML, for CI systems. */
  junit: { render: renderJunit },
  /** What the terminal shows, without colours. */
  text: { render: (run) => printRun(run, terminalPainter(false)) },
};
