import type { ClassView, PossibleOutcomes } from "./possible-outcomes.ts";
import { someCombination } from "../evaluate/expression/combinations.ts";
import type { Expression } from "../model/expression.ts";
import { readAs, type Scalar } from "../values/typed-values.ts";
import { valuesIn } from "../evaluate/expression/formula.ts";
import { fieldsOf, inputsOf } from "../evaluate/expression/inputs.ts";
import { canBeTrue, simplifyExpression } from "../evaluate/expression/simplify.ts";

/**
 * Returns what a formula can come to in a class: a field that nothing supplies is null, a constant
 * what it is, a field that was only ever empty is empty or null; of others nothing is known, nor of a
 * constant of several values that are looked at all at once.
 */
export function possibleFormula(expression: Expression, view: ClassView): PossibleOutcomes {
  const fields = fieldsOf(expression).map((field) => {
    const bind = view.bind(field);
    return { field, state: view.state(bind), values: valuesIn(bind) };
  });
  const empty = fields.filter(({ state }) => state === "empty");
  const wholes = new Set(inputsOf(expression).flatMap((one) => (one.isWhole ? one.field : [])));
  const fixed = fields.filter(({ field, state, values }) => {
    const isOpen = values && values.length > 1 && wholes.has(field);
    return state === "absent" || (values && !isOpen);
  });
  const names = [...empty, ...fixed].map(({ field }) => field);
  const fold = (values: readonly (Scalar | null)[]): Expression =>
    simplifyExpression(expression, ({ field, type }) => {
      const value = values[names.indexOf(field)];
      return value === undefined || value === null ? value : readAs(type, value);
    });
  const ifEmpty = empty.map((): readonly (Scalar | null)[] => ["", null]);
  const constants = fixed.map(({ values = [] }) => values);
  return {
    canHold: someCombination([...ifEmpty, ...constants], (values) => canBeTrue(fold(values))),
    canFail: someCombination(
      ifEmpty,
      (first) => !someCombination(constants, (rest) => isTrue(fold([...first, ...rest]))),
    ),
  };
}

function isTrue(expression: Expression): boolean {
  return expression.kind === "boolean" && expression.value;
}
