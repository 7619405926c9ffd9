/** A worker's side: it gets the rules, and does jobs beside the main thread. */
import type { MessagePort } from "node:worker_threads";
import { readRules } from "../rule-cache/rule-set-cache.ts";
import { textOfAscii } from "../rule-cache/rule-cache-folder.ts";
import { JobQueue } from "./queue.ts";
import type { Rules, Start, WorkerMessage } from "./messages.ts";
import { Thread } from "./thread.ts";

/**
 * Waits for the rules, and works until no job is left.
 *
 * @param now milliseconds since the worker began
 */
export async function work(start: Start, port: MessagePort, now: () => number): Promise<void> {
  const { number, jobs, jobOptions, queue } = start;
  const rules = await new Promise<Rules>((resolve) => void port.once("message", resolve));
  const started = now();
  const set = readRules(textOfAscii(rules));
  const thread = new Thread(set.rules, jobOptions, new JobQueue(queue), number, { now, started });
  const tell = (message: WorkerMessage): void => port.postMessage(message);
  await thread.work(jobs, (index, answer) => tell({ kind: "answer", index, answer }));
  tell({ kind: "done", measured: thread.measured });
}
