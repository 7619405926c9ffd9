import { expect } from "chai";
import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { interruptSignal } from "../../../harness/cli/startup/interrupt.ts";

class FakeProcess extends EventEmitter {
  readonly exits: number[] = [];
  exit(code: number): void {
    this.exits.push(code);
  }
}

describe("interruptSignal", () => {
  it("is aborted by the first SIGINT", () => {
    const process = new FakeProcess();
    const signal = interruptSignal(process);
    expect(signal.aborted).to.equal(false);
    process.emit("SIGINT");
    expect([signal.aborted, process.exits]).to.deep.equal([true, []]);
  });

  it("ends the process by a second SIGINT that comes with the first", () => {
    const process = new FakeProcess();
    interruptSignal(process);
    process.emit("SIGINT");
    process.emit("SIGINT");
    expect(process.exits).to.deep.equal([130]);
  });

  it("leaves a later SIGINT to Node", async () => {
    const process = new FakeProcess();
    interruptSignal(process);
    process.emit("SIGINT");
    while (process.listenerCount("SIGINT") > 0) await wait(1);
    expect(process.exits).to.deep.equal([]);
  });

  it("has Node end a real process by a later SIGINT", async () => {
    const module = new URL("../../../dist/cli/startup/interrupt.js", import.meta.url);
    const program = `
      import { interruptSignal } from ${JSON.stringify(module.href)};
      interruptSignal(process);
      console.log("listens");
      setInterval(() => {
        if (process.listenerCount("SIGINT") === 0) console.log("listens no more");
      }, 1);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program]);
    let out = "";
    child.stdout.on("data", (text) => {
      const before = out;
      out += text;
      for (const said of ["listens\n", "listens no more\n"])
        if (out.includes(said) && !before.includes(said)) child.kill("SIGINT");
    });
    expect(await once(child, "close")).to.deep.equal([null, "SIGINT"]);
    expect(out).to.contain("no more");
  });
});
