import { expect } from "chai";
import Mocha from "mocha";
import { hasCorpus, isCi, needsCorpus } from "./corpora.ts";

const MISSING = "the corpora are missing: shared/corpora/no-such-folder";

describe("a suite that reads the corpora", () => {
  const suiteThatNeeds = (path: string, inCi: boolean) => {
    const suite = new Mocha.Suite("suite", new Mocha.Context());
    return { has: hasCorpus(suite, path, inCi), tests: suite.tests };
  };

  for (const inCi of [true, false])
    it(`keeps its own tests where they are there${inCi ? ", in CI" : ""}`, () => {
      expect(suiteThatNeeds(import.meta.dirname, inCi)).to.deep.equal({ has: true, tests: [] });
    });

  it("is pending where they are missing, and says so", () => {
    const { has, tests } = suiteThatNeeds("no-such-folder", false);
    expect(has).to.equal(false);
    expect(tests.map((test) => [test.title, test.pending])).to.deep.equal([[MISSING, true]]);
  });

  it("fails by name where they are missing in CI", () => {
    const { has, tests } = suiteThatNeeds("no-such-folder", true);
    expect(has).to.equal(false);
    expect(tests.map((test) => [test.title, test.pending])).to.deep.equal([[MISSING, false]]);
    expect(tests[0]!.fn).to.throw(MISSING);
  });
});

describe("a test that reads the corpora", () => {
  /** Returns the title of a test after it has asked for a folder, and what it ended with, if it did. */
  const ended = (path: string, inCi: boolean): { title: string; error: string | null } => {
    const context = new Mocha.Context();
    const test = new Mocha.Test("test", () => {});
    context.runnable(test);
    context.test = test;
    try {
      needsCorpus(context, path, inCi);
    } catch (error) {
      return { title: test.title, error: (error as Error).message };
    }
    return { title: test.title, error: null };
  };

  it("goes on where they are there", () => {
    for (const inCi of [true, false])
      expect(ended(import.meta.dirname, inCi)).to.deep.equal({ title: "test", error: null });
  });

  it("is pending where they are missing, and says so", () => {
    const { title, error } = ended("no-such-folder", false);
    expect(title).to.equal(`test (${MISSING})`);
    expect(error).to.contain("sync skip");
  });

  it("fails where they are missing in CI", () => {
    expect(ended("no-such-folder", true)).to.deep.equal({ title: "test", error: MISSING });
  });
});

describe("continuous integration", () => {
  for (const [value, is] of [
    ["true", true],
    ["1", true],
    ["", false],
    ["0", false],
    ["False", false],
    [undefined, false],
  ] as const)
    it(`CI=${value}: ${is}`, () => expect(isCi({ CI: value })).to.equal(is));
});
