/** Starts a further thread of a replay: the module that `WorkerPool` gives to Node. */
import { parentPort, workerData } from "node:worker_threads";
import type { WorkerData } from "./parallel/messages.ts";
import { loadProgram } from "./startup/bundle.ts";

if (!parentPort) throw new Error("this module is for threads that a replay starts");
const { program } = await loadProgram("replay");
await program.work(workerData as WorkerData, parentPort, () => performance.now());
parentPort.close();
