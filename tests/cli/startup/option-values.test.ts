/** Every option of every command: without its value, with an empty one, given twice, and a switch with a value. */
import { expect } from "chai";
import { commandLine } from "../../../harness/cli/startup/command-line.ts";
import { testEnvironment } from "../replay-environment.ts";

const COMMANDS: readonly (readonly string[])[] = [
  ["run"],
  ["replay", "x.evtx"],
  ["slice", "x.evtx", "--output", "y.evtx"],
  ["list"],
  ["lint"],
  ["schema"],
];
/** An option as the help lists it: `--name  what it is for  [array] [default: …]`. */
const LISTED = /^\s+(?:-\w, )?--([a-z-]+) .*?\[(array|boolean|string|number|choices)/gm;
/** Of yargs itself. */
const OTHERS = ["help", "version"];

interface Option {
  readonly name: string;
  readonly kind: string;
}

async function optionsOf(words: readonly string[]): Promise<readonly Option[]> {
  const help = await (await commandLine(words, testEnvironment(), () => {})).getHelp();
  return [...help.matchAll(LISTED)]
    .map(([, name, kind]) => ({ name: name!, kind: kind! }))
    .filter(({ name }) => !OTHERS.includes(name));
}

async function faultOf(words: readonly string[]): Promise<Error | null> {
  try {
    const line = await commandLine(words, testEnvironment(), () => {});
    // Commands must not run here.
    await line.parseAsync();
    return null;
  } catch (error) {
    return error as Error;
  }
}

describe("options of the command line", function () {
  this.timeout(60_000);
  for (const words of COMMANDS)
    it(`firedrill ${words[0]!}: each needs its value, and one that takes one value is given once`, async () => {
      const options = await optionsOf(words);
      expect(options).to.not.be.empty;
      for (const { name, kind } of options) {
        const isFlag = kind === "boolean";
        const at = words.indexOf(`--${name}`);
        const rest = at < 0 ? words : words.filter((_, i) => i !== at && i !== at + 1);
        const short = [[`--${name}`], [`--${name}=`], [`--${name}`, ""], [`--${name}`, "--json"]];
        for (const given of isFlag ? [] : short) {
          const fault = await faultOf([...rest, ...given]);
          expect(fault?.message, given.join()).to.equal(`--${name} needs a value.`);
          expect(fault!.name).to.equal("UsageError");
        }
        for (const value of isFlag ? ["yes", "1", "True", "on", "no", "0", ""] : []) {
          const fault = await faultOf([...rest, `--${name}=${value}`]);
          expect(fault?.message).to.equal(`--${name} takes true or false, not "${value}".`);
          expect(fault!.name).to.equal("UsageError");
        }
        if (kind === "array") continue;
        const once = isFlag ? [`--${name}`] : [`--${name}`, "a"];
        const fault = await faultOf([...rest, ...once, ...once]);
        expect(fault?.message, name).to.equal(`--${name} can be given only once.`);
      }
    });

  for (const [words, message] of [
    [["slice", "x", "-o", "a", "--output", "b"], "--output can be given only once."],
    [["slice", "x", "-o"], "-o needs a value."],
    [["run", "--cache", "--no-cache"], "--cache can be given only once."],
    [["run", "--no-rule"], "There is no --no-rule: --rule takes a value, or is left out."],
    [["run", "--no-reporter=x"], '--no-reporter takes no value, not "x".'],
    [
      ["run", "--no-reporter", "--reporter", "json=x"],
      "--reporter and --no-reporter contradict each other.",
    ],
    [
      ["run", "--reporter", "json=x", "--no-reporter"],
      "--reporter and --no-reporter contradict each other.",
    ],
    [["run", "--no-cache=yes"], '--no-cache takes no value, not "yes".'],
    [["run", "--no-strict=false"], '--no-strict takes no value, not "false".'],
    [["run", "--rule=", "--strict"], "--rule needs a value."],
    [
      ["replay", "x", "--log-source", "product=a,product=b"],
      '--log-source takes each of its parts once, not "product=a,product=b".',
    ],
  ] as const)
    it(`${words.join(" ")}: ${message}`, async () => {
      expect((await faultOf(words))?.message).to.equal(message);
    });
});
