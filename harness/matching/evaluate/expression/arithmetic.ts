/**
 * Whole numbers stay whole: division cuts towards zero, the remainder has the sign of the dividend.
 * With a decimal number on one side the result is decimal. A result of more than 64 bits, a whole
 * number divided by zero, and a decimal number without end are null.
 */
import { NUMBER } from "../../values/typed-values.ts";
import { fixedArity, type Operation, type Operations } from "./operation.ts";
import { decimalNumber, wholeNumber, type Value } from "../../values/value.ts";

/** Operations on numbers, and the number of a text. */
export const ARITHMETIC: Operations = {
  add: arithmetic(
    (a, b) => a + b,
    (a, b) => a + b,
  ),
  subtract: arithmetic(
    (a, b) => a - b,
    (a, b) => a - b,
  ),
  multiply: arithmetic(
    (a, b) => a * b,
    (a, b) => a * b,
  ),
  divide: arithmetic(
    (a, b) => (b === 0n ? null : a / b),
    (a, b) => a / b,
  ),
  modulo: arithmetic(
    (a, b) => (b === 0n ? null : a % b),
    (a, b) => a % b,
  ),
  negate: fixedArity(1, (value) => {
    if (typeof value === "bigint") return wholeNumber(-value);
    return typeof value === "number" ? -value : null;
  }),
  /**
   * A text as a number: `number(text, base)`. Without base it is decimal, with or without a point,
   * or hexadecimal behind `0x`; `0x` may also stand where the base is 16.
   */
  number: { operands: [1, 2], needs: 1, evaluate: numberOf },
};

function arithmetic(
  whole: (a: bigint, b: bigint) => bigint | null,
  decimal: (a: number, b: number) => number,
): Operation {
  return fixedArity(2, (a, b) => {
    if (typeof a === "bigint" && typeof b === "bigint") {
      const result = whole(a, b);
      return result === null ? null : wholeNumber(result);
    }
    if (!isNumber(a) || !isNumber(b)) return null;
    return decimalNumber(decimal(Number(a), Number(b)));
  });
}

function isNumber(value: Value): value is bigint | number {
  return typeof value === "bigint" || typeof value === "number";
}

function numberOf(text: Value, base: Value = null): Value {
  if (typeof text !== "string" || (base !== null && typeof base !== "bigint")) return null;
  const prefixed = text.startsWith("0x");
  const radix = base === null ? (prefixed ? 16 : 10) : Number(base);
  if (radix !== 10) return wholeOf(prefixed && radix === 16 ? text.slice(2) : text, radix);
  const whole = wholeOf(text, 10);
  if (whole !== null) return whole;
  return NUMBER.test(text) ? decimalNumber(Number(text)) : null;
}

/** Reads digits of a base with an optional sign. */
function wholeOf(text: string, base: number): bigint | null {
  const found = /^([+-]?)([0-9A-Za-z]{1,64})$/.exec(text);
  if (!found || base < 2 || base > 36) return null;
  let value = 0n;
  for (const sign of found[2]!) {
    const digit = Number.parseInt(sign, 36);
    if (digit >= base) return null;
    value = value * BigInt(base) + BigInt(digit);
  }
  return wholeNumber(found[1] === "-" ? -value : value);
}
