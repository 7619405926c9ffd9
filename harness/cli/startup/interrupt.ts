import { EXIT } from "../environment.ts";

/** What of a process an interruption concerns. */
export interface InterruptedProcess {
  on(event: "SIGINT", listener: () => void): unknown;
  off(event: "SIGINT", listener: () => void): unknown;
  exit(code: number): void;
}

/** Returns a signal that the first SIGINT aborts, for the command to heed; the second one ends the process at once. */
export function interruptSignal(process: InterruptedProcess): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) return process.exit(EXIT.interrupted);
    controller.abort();
    // A second one that came meanwhile still arrives here; a later one ends the process by default.
    setTimeout(() => process.off("SIGINT", interrupt), 0).unref();
  };
  process.on("SIGINT", interrupt);
  return controller.signal;
}
