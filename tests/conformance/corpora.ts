import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { loadRules } from "../../harness/languages/load.ts";
import { Engine } from "../../harness/matching/engine.ts";
import { replayRecording, type ReplayedRecording } from "../../harness/scenario/replay/replay.ts";
import { exists, filesBelow } from "./walk.ts";
import type { RuleSet } from "../../harness/languages/compilation.ts";

/** The Sigma rules of a folder of corpora, loaded once for all suites. */
export interface SigmaRules {
  /** Every rule file, links followed, sorted. */
  readonly files: readonly string[];
  readonly set: RuleSet;
}

/** A folder laid out like `corpora/`, with what several suites read of it. */
export class Corpora {
  readonly folder: string;
  #rules: Promise<SigmaRules> | null = null;
  #engine: Promise<Engine> | null = null;
  readonly #replays = new Map<string, Promise<ReplayedRecording>>();

  constructor(folder: string) {
    this.folder = folder;
  }

  path(...names: readonly string[]): string {
    return join(this.folder, ...names);
  }

  /** Returns a path as cases are called: below the folder, with forward slashes. */
  name(path: string): string {
    return relative(this.folder, path).split(sep).join("/");
  }

  has(...names: readonly string[]): Promise<boolean> {
    return exists(this.path(...names));
  }

  /** Reads a JSON file of the folder; null if there is none. */
  async json(...names: readonly string[]): Promise<unknown> {
    return (await this.has(...names))
      ? JSON.parse(await readFile(this.path(...names), "utf8"))
      : null;
  }

  /** Loads the rules of `sigmahq/rules*`. */
  rules(): Promise<SigmaRules> {
    this.#rules ??= this.#loadRules();
    return this.#rules;
  }

  async #loadRules(): Promise<SigmaRules> {
    const names = (await this.has("sigmahq")) ? await readdir(this.path("sigmahq")) : [];
    const folders = names.filter((name) => name.startsWith("rules")).sort();
    const found = folders.map((name) =>
      filesBelow(this.path("sigmahq", name), (file) => /\.ya?ml$/.test(file)),
    );
    const files = (await Promise.all(found)).flat();
    return { files, set: loadRules(files) };
  }

  /** Replays all Sigma rules over a recording. Suites that ask for the same one share the result. */
  replay(path: string): Promise<ReplayedRecording> {
    let replayed = this.#replays.get(path);
    if (!replayed) this.#replays.set(path, (replayed = this.#replay(path)));
    return replayed;
  }

  async #replay(path: string): Promise<ReplayedRecording> {
    this.#engine ??= this.rules().then(({ set }) => new Engine(set.rules));
    return replayRecording(await this.#engine, path);
  }
}
