#!/usr/bin/env node
/** Starts the program. It is the only module of the package that is run and not imported. */
import { setFlagsFromString } from "node:v8";
import { loadProgram } from "./startup/bundle.ts";

// Most commands end before it would pay to optimise much of their code. V8 is to wait longer with that
// than the 66 KB of bytecode run that it waits otherwise, and not to copy so much into what it optimises:
// a replay of two seconds is a tenth shorter so, one of a quarter of a minute a twentieth longer at most.
// Newer V8s do not know the first of the flags, and say so. To be looked at again in May 2027:
// docs/decisions/0008-threads-and-one-file.md.
if (process.versions.node.startsWith("20."))
  setFlagsFromString(
    "--interrupt-budget=400000 --max-inlined-bytecode-size=60 --max-inlined-bytecode-size-cumulative=100",
  );

const command = process.argv[2] ?? "";
const { program, codeDigest, cacheRefusal, saveCodeCache } = await loadProgram(command);
await program.main({
  workerModule: new URL("./worker.js", import.meta.url),
  codeDigest,
  cacheRefusal,
});
saveCodeCache();
