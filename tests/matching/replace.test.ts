import { expect } from "chai";
import fc from "fast-check";
import type { LogEvent } from "../../harness/events/event.ts";
import { Engine } from "../../harness/matching/engine.ts";
import type { CompiledRule } from "../../harness/matching/model/rule.ts";
import { make4688, makeEvent } from "../events/make-event.ts";
import { is, PROCESS_CREATION, ruleOf } from "./predicates.ts";
import { fields, predicate } from "./random-predicates.ts";

function matchesOf(engine: Engine, events: readonly LogEvent[]): string[] {
  const pass = engine.open("r");
  for (const event of events) pass.see(event);
  return pass
    .end()
    .matches.map(({ rule, events: found, via, unsupplied }) =>
      [rule.path, found.map(({ position }) => position), via, unsupplied].join(" "),
    );
}

const predicates = fc.array(predicate, { minLength: 1, maxLength: 8 });
const records = fc.array(fields, { minLength: 1, maxLength: 6 });
/** Which rule is replaced, and what it asks then: several stages, one, or none that counts. */
const replacements = fc.array(
  fc.record({
    place: fc.nat(7),
    stages: fc.array(predicate, { minLength: 1, maxLength: 3 }),
    isPart: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);

describe("law: an engine of which rules were replaced finds what a fresh one finds", () => {
  it("whatever it has seen before", () => {
    let matched = 0;
    fc.assert(
      fc.property(predicates, replacements, records, (wanted, changes, seen) => {
        const rules = wanted.map((one, i) => ruleOf(one, PROCESS_CREATION, `${i}.yml`));
        const events = seen.flatMap((one, i) => [
          { ...makeEvent(one), position: 2 * i + 1 },
          { ...make4688(one), position: 2 * i + 2 },
        ]);
        const engine = new Engine(rules);
        matchesOf(engine, events);
        for (const { place, stages, isPart } of changes) {
          const index = place % rules.length;
          const [first, ...others] = stages.map(
            (one) => ruleOf(one, PROCESS_CREATION, `${index}.yml`).stages[0]!,
          );
          const rule: CompiledRule = {
            ...ruleOf(is("A", "a"), PROCESS_CREATION, `${index}.yml`),
            stages: [first!, ...others],
            ...(isPart && { partOf: rules[0]!.rule }),
          };
          rules[index] = rule;
          engine.replace(rule);
          const found = matchesOf(engine, events);
          expect(found).to.deep.equal(matchesOf(new Engine(rules), events));
          matched += found.length;
        }
      }),
      { seed: 8, numRuns: 600 },
    );
    // A law that holds of nothing would be no law.
    expect(matched).to.be.above(1000);
  }).timeout(60_000);
});

describe("Engine.replace", () => {
  const rule = (path: string, id: string | null, image: string): CompiledRule => {
    const made = ruleOf(is("Image", image), PROCESS_CREATION, path);
    return { ...made, rule: { ...made.rule, id } };
  };
  const event = makeEvent({ Image: "new" });

  it("takes the rule with the path and the id", () => {
    const engine = new Engine([rule("a.yml", "1", "old"), rule("a.yml", "2", "old")]);
    engine.replace(rule("a.yml", "2", "new"));
    expect(matchesOf(engine, [event])).to.deep.equal(["a.yml 1 Image "]);
    expect(engine.rules.map(({ rule: { id } }) => id)).to.deep.equal(["1", "2"]);
  });

  it("takes the only rule with the path, though its id is another", () => {
    const engine = new Engine([rule("a.yml", "1", "old"), rule("b.yml", "1", "old")]);
    engine.replace(rule("a.yml", "9", "new"));
    expect(matchesOf(engine, [event])).to.deep.equal(["a.yml 1 Image "]);
  });

  it("binds no other rule again", () => {
    const others = [rule("b.yml", null, "new"), rule("c.yml", null, "other")];
    const engine = new Engine([rule("a.yml", null, "old"), ...others]);
    const [before] = engine.binding(event.class).holding(event);
    engine.replace(rule("a.yml", null, "new"));
    const holding = engine.binding(event.class).holding(event);
    expect(holding.map(({ stage }) => stage.rule)).to.deep.equal([0, 1]);
    expect(holding[1]).to.equal(before);
  });

  for (const [why, replaced, message] of [
    ["no rule", rule("z.yml", null, "new"), "z.yml: no rule to replace"],
    ["several rules", rule("a.yml", "3", "new"), "a.yml: several rules to replace"],
  ] as const)
    it(`throws for ${why} to replace`, () => {
      const engine = new Engine([rule("a.yml", "1", "old"), rule("a.yml", "2", "old")]);
      expect(() => engine.replace(replaced)).to.throw(message);
    });
});
