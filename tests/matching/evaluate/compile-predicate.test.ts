import { expect } from "chai";
import fc from "fast-check";
import type { LogEvent } from "../../../harness/events/event.ts";
import type { FieldValue } from "../../../harness/events/field-value.ts";
import { textsOf } from "../../../harness/events/texts.ts";
import { compilePredicate } from "../../../harness/matching/evaluate/compile-predicate.ts";
import { readAs } from "../../../harness/matching/values/typed-values.ts";
import {
  compileFormula,
  formulaHolds,
} from "../../../harness/matching/evaluate/expression/formula.ts";
import {
  simplifyExpression,
  isLiteral,
} from "../../../harness/matching/evaluate/expression/simplify.ts";
import { valueOf } from "../../../harness/matching/values/value.ts";
import type { Predicate } from "../../../harness/matching/model/predicate.ts";
import { bindFields } from "../../../harness/matching/binding/bound-field.ts";
import { makeEvent } from "../../events/make-event.ts";
import { anyExpression, expression, fields, predicate } from "../random-predicates.ts";
import { slowEvaluate } from "../slow-evaluate.ts";
import { slowFormula, slowValue } from "../slow-expression.ts";
import { classFields } from "../../../harness/matching/binding/class-fields.ts";

function quick(asked: Predicate, event: LogEvent): boolean {
  const decision = compilePredicate(asked, classFields(bindFields(event.class, {})));
  return typeof decision === "boolean" ? decision : decision(event);
}

describe("law: the quick form of a predicate", () => {
  it("means what the slow evaluation says", function () {
    this.timeout(20_000);
    let keywords = 0;
    fc.assert(
      fc.property(predicate, fields, (asked, found) => {
        const event = makeEvent(found);
        const all = { ...found, EventID: "1", Provider_Name: "Microsoft-Windows-Sysmon" };
        if (JSON.stringify(asked).includes('"keywords"')) keywords++;
        expect(quick(asked, event)).to.equal(slowEvaluate(asked, all, found));
      }),
      { seed: 1, numRuns: 3000 },
    );
    expect(keywords).to.be.greaterThan(300);
  });

  it("holds for the formulas that the slow evaluation holds true", function () {
    this.timeout(20_000);
    let [held, failed] = [0, 0];
    fc.assert(
      fc.property(expression, fields, (asked, found) => {
        const event = makeEvent(found);
        const bind = bindFields(event.class, {});
        const expected = slowFormula(asked, { ...found, EventID: "1" });
        if (expected) held++;
        else failed++;
        const decision = compileFormula(asked, bind);
        expect(typeof decision === "boolean" ? decision : decision(event)).to.equal(expected);
        expect(formulaHolds(asked, event, bind)).to.equal(expected);
      }),
      { seed: 2, numRuns: 10_000 },
    );
    expect(Math.min(held, failed)).to.be.greaterThan(1000);
  });
});

describe("law: an expression", () => {
  it("comes to what the slow evaluation says", function () {
    this.timeout(20_000);
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(anyExpression, fields, (asked, found) => {
        // What is known of a field is one value of it, and a search looks at the elements of a list.
        fc.pre(!JSON.stringify(asked).includes('"some"'));
        const values = { ...found, EventID: "1" } as Readonly<Record<string, FieldValue>>;
        const known = (name: string): string | null => textsOf(values[name])[0] ?? null;
        const folded = simplifyExpression(asked, ({ field, type }) => {
          const value = known(field);
          return value === null ? null : readAs(type, value);
        });
        const expected = slowValue(asked, { A: known("A"), B: known("B"), EventID: "1" });
        expect(isLiteral(folded) ? valueOf(folded) : folded).to.equal(expected);
        kinds.set(typeof expected, (kinds.get(typeof expected) ?? 0) + 1);
      }),
      { seed: 3, numRuns: 10_000 },
    );
    for (const kind of ["boolean", "string", "bigint", "number", "object"])
      expect(kinds.get(kind), kind).to.be.greaterThan(300);
  });
});
