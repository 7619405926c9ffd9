#!/usr/bin/env node
/** Starts the program. It is the only module of the package that is run and not imported. */
import { loadProgram } from "./packed.ts";

const command = process.argv[2] ?? "";
const { program, code, keep } = await loadProgram(command);
await program.main({
  workerModule: new URL("./worker.js", import.meta.url),
  code,
  loadRun: () => import("./lines/run.ts"),
});
keep();
