import { failureTitle, type Check } from "../reports/check.ts";
import { failureDetail } from "../reports/failure-detail.ts";
import { terminalPainter } from "../reports/painter.ts";

/** A failed check as mocha shows it: its stack is the line of the scenario file. */
export class JudgementError extends Error {
  override readonly name = "Judgement";

  constructor(check: Check, file: string) {
    const [, ...detail] = failureDetail(check, file, terminalPainter(false));
    super([`${failureTitle(check)}   ${check.outcome}`, ...detail].join("\n  "));
    this.stack = `${this.name}: ${this.message}\n    at scenario (${file}:${check.line}:1)`;
  }
}
