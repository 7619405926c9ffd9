import { failureTitle, type Check } from "../reports/check.ts";
import { failureDetail } from "../reports/failure-detail.ts";
import { terminalPainter } from "../reports/painter.ts";
import { defused } from "../text/ci-command.ts";
import { visible } from "../text/print-diagnostic.ts";

/** A failed check as mocha shows it: its stack is the line of the scenario file. */
export class JudgementError extends Error {
  override readonly name = "Judgement";

  constructor(check: Check, file: string) {
    const [, ...detail] = failureDetail(check, file, terminalPainter(false));
    const lines = [`${visible(failureTitle(check))}   ${check.outcome}`, ...detail];
    super(defused(lines.join("\n  ")));
    this.stack = `${this.name}: ${this.message}\n    at scenario (${visible(file)}:${check.line}:1)`;
  }
}
