/**
 * Scenario files as mocha spec files. One module for both of mocha's settings:
 *
 *   { "require": ["firedrill/mocha"], "ui": "firedrill/mocha", "extension": ["scenario.yml"] }
 *
 * Required, it teaches `require` to load `*.scenario.yml`; as `ui` it is BDD, and makes a suite of
 * each scenario that is loaded. Rules are taken from `rules/` below the current folder, or from the
 * folders that FIREDRILL_RULES names. Recordings lie in the project, or in a folder that FIREDRILL_ALLOW_OUTSIDE
 * names.
 */
import Module from "node:module";
import { delimiter, relative } from "node:path";
import Mocha from "mocha";
import { loadRules } from "../languages/load.ts";
import { isScenarioName } from "../languages/scenario-name.ts";
import { loadScenario, type LoadedScenario } from "../scenario/format/load.ts";
import { planned } from "../scenario/plan/plan.ts";
import { loadedRules, type LoadedRules } from "../scenario/play.ts";
import { defineScenario } from "./define.ts";

/** What `require` gives for a scenario file. */
class ScenarioModule {
  readonly loaded: LoadedScenario;

  constructor(loaded: LoadedScenario) {
    this.loaded = loaded;
  }
}

type Loader = (module: NodeJS.Module, file: string) => void;
/**
 * Node's table of what `require` does by extension. It is private, and the only way there is: mocha
 * requires its files, wants what a file exports, and asks `ui` what to make of that. Node's public hooks
 * (`module.register`, and `module.registerHooks` of newer versions) answer with source text, and so would
 * have a scenario written as a program. tests/mocha/index.test.ts notices a Node without the table.
 */
const { _extensions: extensions } = Module as unknown as { _extensions: Record<string, Loader> };
const fallback: Readonly<Record<string, Loader | undefined>> = { ...extensions };

for (const extension of [".yml", ".yaml"])
  extensions[extension] = (module, file) => {
    const allowOutside = foldersOf("FIREDRILL_ALLOW_OUTSIDE") ?? [];
    if (isScenarioName(file)) {
      module.exports = new ScenarioModule(
        loadScenario(relative(process.cwd(), file), { allowOutside }),
      );
      return;
    }
    const other = fallback[extension];
    if (!other)
      throw new Error(`${file} is not a scenario: its name does not end in .scenario.yml`);
    other(module, file);
  };

/** The folders that a variable of the environment names; undefined if it names none. */
function foldersOf(variable: string): readonly string[] | undefined {
  const folders = process.env[variable]?.split(delimiter).filter((folder) => folder !== "") ?? [];
  return folders.length > 0 ? folders : undefined;
}

let loaded: LoadedRules | undefined;

/** Rules are loaded once per run. */
function rules(): LoadedRules {
  const folders = foldersOf("FIREDRILL_RULES") ?? ["rules"];
  return (loaded ??= loadedRules(loadRules(folders)));
}

/** mocha's `ui`: BDD, and scenarios. */
export default function scenarioUi(root: Mocha.Suite): void {
  // In watch mode mocha asks for its interface anew before each run.
  loaded = undefined;
  const { interfaces } = Mocha as unknown as { interfaces: { bdd(suite: Mocha.Suite): void } };
  interfaces.bdd(root);
  const { EVENT_FILE_REQUIRE } = (Mocha.Suite as unknown as { constants: Record<string, string> })
    .constants;
  root.on(
    EVENT_FILE_REQUIRE as "require",
    ((exported: unknown) => {
      if (!(exported instanceof ScenarioModule)) return;
      const set = rules();
      defineScenario(root, planned(exported.loaded, set.rules), set);
    }) as never,
  );
}
