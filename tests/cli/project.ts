import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const MAIN = join(ROOT, "dist/cli/main.js");
const SPECS = join(ROOT, "dist/mocha/index.js");
const MOCHA = join(ROOT, "node_modules/mocha/bin/mocha.js");

/** How a command ended and what it printed. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder as a user has it, with one scenario of ours, its recordings and all rules. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), "firedrill-"));

  constructor(scenario = "mshta-inline-vbscript") {
    for (const part of ["rules", `samples/${scenario}`, `scenarios/${scenario}.scenario.yml`])
      cpSync(join(ROOT, part), join(this.folder, part), { recursive: true });
  }

  /** Runs `firedrill` in the folder. */
  firedrill(...args: string[]): Promise<Ended> {
    return this.#node(MAIN, ...args);
  }

  /** Runs mocha in the folder, as a user's `.mocharc.json` sets it up. */
  mocha(...args: string[]): Promise<Ended> {
    const settings = ["--require", SPECS, "--ui", SPECS, "--extension", "scenario.yml"];
    return this.#node(MOCHA, ...settings, ...args);
  }

  async #node(...args: string[]): Promise<Ended> {
    const options = {
      cwd: this.folder,
      reject: false,
      env: { NO_COLOR: "1" },
      stdin: "ignore",
    } as const;
    const { exitCode, stdout, stderr } = await execa(process.execPath, args, options);
    return { code: exitCode ?? -1, out: stdout, err: stderr };
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  write(file: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), content);
  }

  edit(file: string, from: string | RegExp, to: string): void {
    const text = this.read(file);
    const edited = text.replace(from, to);
    if (edited === text) throw new Error(`${file} does not hold ${String(from)}`);
    this.write(file, edited);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
