/** Random patterns, expressions, predicates and fields of events, for laws. */
import fc from "fast-check";
import type { FieldType } from "../../harness/events/field-type.ts";
import type { FieldValue } from "../../harness/events/field-value.ts";
import type { Expression } from "../../harness/matching/model/expression.ts";
import { parseNetwork } from "../../harness/matching/values/network.ts";
import {
  ANY_CHARACTER,
  ANY_TEXT,
  type Pattern,
  type TextPattern,
} from "../../harness/matching/model/pattern.ts";
import { ANY_FIELD } from "../../harness/events/vocabularies/sigma/any-field.ts";
import type { Predicate } from "../../harness/matching/model/predicate.ts";

/** Letters that are hard to fold, and what numbers, addresses and versions are made of. */
const piece = fc.string({
  unit: fc.constantFrom("a", "B", "\\", "K", "s", "\u212a", "\u017f", "ς", "Σ"),
  maxLength: 6,
});
const telling = fc.constantFrom(
  "",
  "1",
  "2",
  "-3.5",
  "0x1",
  "true",
  "9223372036854775807",
  "9223372036854775806",
  "10.0.0.1",
  "::ffff:10.0.0.1",
  "10.1.0.0/9",
  "fe80::1",
  "1.2.3",
  "1.10",
  "1.10-a",
  "2020-01-01T00:00:00Z",
  "2020-01-02",
);
const cased = fc.boolean();

const regexPart = fc.constantFrom(
  "a",
  "B",
  "K",
  "s",
  "ſ",
  "\\\\",
  "[aB]",
  "[^a]",
  ".",
  "Σ?",
  "s*",
  "$",
);
const regexSource = fc.oneof(
  fc.array(regexPart, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("")),
  fc.tuple(regexPart, regexPart, regexPart).map(([a, b, c]) => `${a}(?:${b}|(?i:${c}B))+`),
  fc.tuple(regexPart, regexPart).map(([a, b]) => `^(?:${a}|B${b})`),
);

const textPattern: fc.Arbitrary<TextPattern> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("equals", "contains", "startswith", "endswith"),
    text: fc.oneof(piece, telling),
    cased,
  }) as fc.Arbitrary<TextPattern>,
  fc.record({
    kind: fc.constant("wildcard"),
    parts: fc.array(fc.oneof(piece, fc.constantFrom(ANY_TEXT, ANY_CHARACTER)), {
      minLength: 1,
      maxLength: 4,
    }),
    cased,
  }) as fc.Arbitrary<TextPattern>,
  fc.record({
    kind: fc.constant("regex"),
    source: regexSource,
    flags: fc.record({ ignoreCase: cased, multiline: cased, dotAll: cased }),
  }) as fc.Arbitrary<TextPattern>,
  fc.record({
    kind: fc.constant("compare"),
    operator: fc.constantFrom("lt", "lte", "gt", "gte", "eq"),
    number: fc.constantFrom(1, -3.5, "9223372036854775807"),
  }) as fc.Arbitrary<TextPattern>,
  fc.record({
    kind: fc.constant("order"),
    operator: fc.constantFrom("lt", "lte", "gt", "gte"),
    text: piece,
    cased,
  }) as fc.Arbitrary<TextPattern>,
  fc
    .tuple(fc.constantFrom("10.0.0.0/8", "::ffff:0:0/96", "fe80::/10"), cased)
    .map(([text, mapped]) => ({
      kind: "network",
      network: parseNetwork(text)!,
      ...(mapped && { mapped }),
    })) as fc.Arbitrary<TextPattern>,
);

const pattern: fc.Arbitrary<Pattern> = fc.oneof(
  { weight: 6, arbitrary: textPattern },
  fc.constant({ kind: "null" } as const),
  fc.constant({ kind: "exists" } as const),
  fc.record({
    kind: fc.constant("field"),
    field: fc.constantFrom("A", "B", "Absent"),
    how: fc.constantFrom("equals", "contains"),
    cased,
  }) as fc.Arbitrary<Pattern>,
);

const text = fc.oneof(piece, telling).map((value): Expression => ({ kind: "text", value }));
const integer = fc
  .constantFrom("0", "1", "-2", "3", "16", "9223372036854775807")
  .map((value): Expression => ({ kind: "integer", value }));
const decimal = fc
  .constantFrom(0.5, -3.5, 2, 1e7)
  .map((value): Expression => ({ kind: "decimal", value }));
const boolean = fc.boolean().map((value): Expression => ({ kind: "boolean", value }));

/** The last ones are of an element, if there is a search for one around them. */
const FIELDS = ["A", "A", "B", "EventID", "Absent", "it", "it.b", "it.c"] as const;

function field(...types: FieldType[]): fc.Arbitrary<Expression> {
  return fc
    .tuple(fc.constantFrom(...FIELDS), fc.constantFrom(...types))
    .map(([name, type]) => ({ kind: "field", field: name, type }));
}

/** A call of one of some operations, with these operands, the last of which may be left out. */
function call(
  names: readonly string[],
  operands: readonly fc.Arbitrary<Expression>[],
  least = operands.length,
): fc.Arbitrary<Expression> {
  return fc
    .tuple(
      fc.constantFrom(...names),
      fc.integer({ min: least, max: operands.length }),
      fc.tuple(...operands),
    )
    .map(([name, count, of]) => ({ kind: "call", name, of: of.slice(0, count) }));
}

const ORDERS = ["equal", "notEqual", "less", "lessOrEqual", "greater", "greaterOrEqual"];
const inBothCases = (names: readonly string[]): string[] =>
  names.flatMap((name) => [name, `${name}~`]);

/** Expressions by what they come to, for the most part: now and then an operand is of another kind. */
export const { truth: expression, any: anyExpression } = fc.letrec<
  Record<"text" | "number" | "truth" | "any", Expression>
>((tie) => {
  const [any, texts, numbers, truths] = [tie("any"), tie("text"), tie("number"), tie("truth")];
  const mostly = (wanted: fc.Arbitrary<Expression>) =>
    fc.oneof({ weight: 9, arbitrary: wanted }, { weight: 1, arbitrary: any });
  const [t, n, b] = [mostly(texts), mostly(numbers), mostly(truths)];
  const reading = (name: "ip" | "version" | "date") =>
    fc.oneof(field(name), call([name], [fc.oneof(field("keyword"), text)]));
  return {
    any: fc.oneof(
      { depthSize: "small", maxDepth: 4 },
      fc.constant<Expression>({ kind: "null" }),
      field("keyword", "long", "double", "boolean", "date"),
      texts,
      numbers,
      truths,
    ),
    text: fc.oneof(
      { depthSize: "small", maxDepth: 4 },
      text,
      field("keyword"),
      call(["substring"], [t, n, n], 2),
      call(inBothCases(["between"]), [t, t, t, b], 3),
      call(["concat"], [any, any, any], 1),
      call(["string"], [any]),
    ),
    number: fc.oneof(
      { depthSize: "small", maxDepth: 4 },
      integer,
      decimal,
      field("long", "double"),
      call(["add", "subtract", "multiply", "divide", "modulo"], [n, n]),
      call(["negate"], [n]),
      call(["length"], [t]),
      call(["number"], [t, integer], 1),
      call(inBothCases(["indexOf"]), [t, t, n], 2),
      call(["date"], [any]),
    ),
    truth: fc.oneof(
      { depthSize: "small", maxDepth: 4 },
      boolean,
      field("boolean"),
      call(inBothCases(ORDERS), [t, t]),
      call(inBothCases(ORDERS), [n, n]),
      call(ORDERS, [reading("ip"), reading("ip")]),
      call(ORDERS, [reading("version"), reading("version")]),
      call(ORDERS, [reading("date"), reading("date")]),
      call(inBothCases(["in"]), [t, t, t, t], 2),
      call(["in"], [n, n, n, n], 2),
      call(inBothCases(["startsWith", "endsWith", "stringContains"]), [t, t]),
      call(["cidrMatch"], [t, text, text], 2),
      call(["and", "or"], [b, b, b], 2),
      call(["not"], [b]),
      call(["isNull", "isNotNull"], [any]),
      b.map((of): Expression => ({ kind: "any", of })),
      fc
        .tuple(fc.constantFrom("A", "L", "it", "it.b"), fc.constantFrom("it", "its"), b)
        .map(([name, variable, where]): Expression => {
          const of = { kind: "field", field: name, type: "keyword" } as const;
          return { kind: "some", of, variable, where };
        }),
      fc.tuple(t, textPattern).map(([of, asked]) => ({ kind: "match", of, pattern: asked })),
    ) as fc.Arbitrary<Expression>,
  };
});

/** Predicates of every kind. */
export const { predicate } = fc.letrec<{ predicate: Predicate; test: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { depthSize: "small", maxDepth: 4 },
    tie("test"),
    fc.record({
      kind: fc.constant("formula"),
      expression,
      label: fc.constant(""),
    }) as fc.Arbitrary<Predicate>,
    fc.record({
      kind: fc.constantFrom("all", "any"),
      of: fc.array(tie("predicate"), { maxLength: 3 }),
    }) as fc.Arbitrary<Predicate>,
    fc.record({ kind: fc.constant("not"), of: tie("predicate") }) as fc.Arbitrary<Predicate>,
  ),
  test: fc.oneof(
    { weight: 4, arbitrary: testOf(fc.constantFrom("A", "B", "EventID", "Absent"), pattern) },
    // No language asks a keyword anything but its text.
    { weight: 1, arbitrary: testOf(fc.constant(ANY_FIELD), textPattern) },
  ),
}));

function testOf(
  field: fc.Arbitrary<string>,
  pattern: fc.Arbitrary<Pattern>,
): fc.Arbitrary<Predicate> {
  return fc.record({
    kind: fc.constant("test"),
    field,
    pattern,
    label: fc.constant(""),
  }) as fc.Arbitrary<Predicate>;
}

const one = fc.oneof(piece, telling);
const value: fc.Arbitrary<FieldValue> = fc.oneof(
  { weight: 5, arbitrary: piece },
  { weight: 3, arbitrary: telling },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.array(one, { maxLength: 3 }) },
);
/** Objects in it stand as their JSON text, as telemetry gives them. */
const list = fc.array(
  fc.oneof(
    value,
    fc.record({ b: value, c: value }, { requiredKeys: [] }).map((object) => JSON.stringify(object)),
    fc.constantFrom("{}", "{", '{"b":'),
  ),
  { maxLength: 3 },
);

/** Fields of an event; any may be absent. */
export const fields: fc.Arbitrary<Readonly<Record<string, FieldValue>>> = fc.record(
  { A: value, B: value, L: list },
  { requiredKeys: [] },
) as fc.Arbitrary<Readonly<Record<string, FieldValue>>>;
