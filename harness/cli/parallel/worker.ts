/** A worker's side of the messages: it receives the rules, and does jobs beside the main thread. */
import type { MessagePort } from "node:worker_threads";
import { readRules } from "../cache/rule-set-cache.ts";
import { textOfAscii } from "../cache/rule-cache-folder.ts";
import { JobQueue } from "./queue.ts";
import type { RuleSetBytes, WorkerData, WorkerMessage } from "./messages.ts";
import { Thread } from "./thread.ts";

/**
 * Waits for the rules, and works until no job is left.
 *
 * @param now milliseconds since the worker began
 */
export async function work(data: WorkerData, port: MessagePort, now: () => number): Promise<void> {
  const { number, jobs, jobOptions, queue } = data;
  const rules = await new Promise<RuleSetBytes>((resolve) => void port.once("message", resolve));
  const started = now();
  const set = readRules(textOfAscii(rules));
  const thread = new Thread(set.rules, jobOptions, new JobQueue(queue), number, { now, started });
  const send = (message: WorkerMessage): void => port.postMessage(message);
  await thread.work(jobs, (index, result) => send({ kind: "result", index, result }));
  send({ kind: "done", measurements: thread.measurements });
}
