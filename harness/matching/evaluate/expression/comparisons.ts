import { fixedArity, variadic, type Operation, type Operations } from "./operation.ts";
import { foldCase } from "../../values/case-fold.ts";
import { compareValues, type Value } from "../../values/value.ts";

/** Null if a side is null, or if the two are of different kinds. */
export const COMPARISONS: Operations = {
  ...comparison("equal", (order) => order === 0),
  ...comparison("notEqual", (order) => order !== 0),
  ...comparison("less", (order) => order < 0),
  ...comparison("lessOrEqual", (order) => order <= 0),
  ...comparison("greater", (order) => order > 0),
  ...comparison("greaterOrEqual", (order) => order >= 0),
  /** Whether the first operand equals one of the others. */
  in: variadic(2, 1, (value, ...others) => isIn(value, others)),
  "in~": variadic(2, 1, (value, ...others) => isIn(folded(value), others.map(folded))),
};

/** In three values: null is what could be either. */
export const LOGIC: Operations = {
  and: variadic(1, 0, (...of) => {
    if (of.includes(false)) return false;
    return of.every((value) => value === true) ? true : null;
  }),
  or: variadic(1, 0, (...of) => {
    if (of.includes(true)) return true;
    return of.every((value) => value === false) ? false : null;
  }),
  not: fixedArity(1, (value) => (typeof value === "boolean" ? !value : null)),
  isNull: { operands: [1, 1], needs: 0, evaluate: (value) => value === null },
  isNotNull: { operands: [1, 1], needs: 0, evaluate: (value) => value !== null },
};

function comparison(name: string, test: (order: number) => boolean): Record<string, Operation> {
  const compare = (a: Value, b: Value): Value => {
    const order = compareValues(a, b);
    return order === null ? null : test(order);
  };
  return {
    [name]: fixedArity(2, (a, b) => compare(a, b)),
    [`${name}~`]: fixedArity(2, (a, b) => compare(folded(a), folded(b))),
  };
}

function isIn(value: Value, others: readonly Value[]): Value {
  let unknown = false;
  for (const other of others) {
    const order = compareValues(value, other);
    if (order === 0) return true;
    unknown ||= order === null;
  }
  return unknown ? null : false;
}

function folded(value: Value): Value {
  return typeof value === "string" ? foldCase(value) : value;
}
