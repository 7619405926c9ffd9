/** Starts a further thread of a replay. */
import { parentPort, workerData } from "node:worker_threads";
import type { Start } from "./parallel/messages.ts";
import { loadProgram } from "./startup/bundle.ts";

if (!parentPort) throw new Error("this module is for threads that a replay starts");
const { program } = await loadProgram("replay");
await program.work(workerData as Start, parentPort, () => performance.now());
parentPort.close();
