/** What `replay --profile` prints: the rules and fields that cost most, and why. */
import { ANY_FIELD } from "../../events/vocabularies/sigma/any-field.ts";
import { visitTests, type Predicate } from "../../matching/model/predicate.ts";
import { requiredLiteralsOf } from "../../matching/prefilter/required-literals.ts";
import type { FieldProfile, RuleProfile } from "../../matching/candidates/rule-profiler.ts";
import type { CompiledRule } from "../../matching/model/rule.ts";
import { plural } from "../../text/plural.ts";
import { visible } from "../../text/print-diagnostic.ts";
import { duration, grouped, share, table, type Column } from "./columns.ts";
import type { ReplayStats } from "./stats.ts";

const SHOWN = 15;
/** From so many tests on, their number is a reason. */
const MANY_TESTS = 40;
/** From so many texts on, a field's list is long. */
const MANY_TEXTS = 200;
/** A rule that is asked so often for each time that it holds has required literals that are common. */
const ASKED_IN_VAIN = 20;

const COMMON: readonly Column[] = [
  { title: "    time", align: "right" },
  { title: "share", align: "right" },
];
const RULE_COLUMNS: readonly Column[] = [
  ...COMMON,
  { title: "asked", align: "right" },
  { title: "held", align: "right" },
  { title: "each", align: "right" },
  { title: "rule", align: "left" },
];
const FIELD_COLUMNS: readonly Column[] = [
  ...COMMON,
  { title: "values", align: "right" },
  { title: "known", align: "right" },
  { title: "texts", align: "right" },
  { title: "field", align: "left" },
];

/** Returns the lines, without the last line break. */
export function profileLines({ profile }: ReplayStats, rules: readonly CompiledRule[]): string {
  return [...ruleLines(profile.rules, rules), ...fieldLines(profile.fields, rules)].join("\n");
}

function ruleLines(
  profiles: ReadonlyMap<number, RuleProfile>,
  rules: readonly CompiledRule[],
): string[] {
  const asked = [...profiles].filter(([, profile]) => profile.asked > 0);
  const whole = asked.reduce((sum, [, { time }]) => sum + time, 0);
  const most = asked
    .toSorted(([i, a], [j, b]) => b.time - a.time || b.asked - a.asked || i - j)
    .slice(0, SHOWN);
  const [head, ...rows] = table(
    RULE_COLUMNS,
    most.map(([index, { time, asked: times, held }]) => [
      duration(time),
      share(time, whole),
      grouped(times),
      grouped(held),
      duration(time / times),
      visible(`${rules[index]!.rule.name}  ${rules[index]!.rule.title}`),
    ]),
  );
  const indent = " ".repeat(head!.length - "rule".length);
  return [
    `Rules that cost most, of ${duration(whole)} for ${plural(asked.length, "rule")} that were asked`,
    head!,
    ...rows.flatMap((row, place) => {
      const [index, profile] = most[place]!;
      const reasons = reasonsOf(rules[index]!, profile);
      return reasons.length > 0 ? [row, `${indent}${reasons.join("; ")}`] : [row];
    }),
  ];
}

/** Returns why a rule costs what it does, as far as it can be told from the rule. */
function reasonsOf({ stages }: CompiledRule, profile: RuleProfile): string[] {
  const { isOpen, asked, held, time, compiling } = profile;
  const counts = { tests: 0, regexes: 0, keywords: 0, formulas: 0 };
  for (const { predicate } of stages) count(predicate, counts);
  const { tests, regexes, keywords, formulas } = counts;
  return [
    ...(isOpen ? ["no text in it that must occur: asked unless a field rules it out"] : []),
    ...(regexes > 0 ? [plural(regexes, "regular expression")] : []),
    ...(keywords > 0 ? [`${plural(keywords, "test")} on all fields`] : []),
    ...(formulas > 0 ? [plural(formulas, "computed condition")] : []),
    ...(tests >= MANY_TESTS ? [`a long list: ${plural(tests, "test")}`] : []),
    ...(!isOpen && asked >= ASKED_IN_VAIN * Math.max(1, held) ? ["its rarest text is common"] : []),
    ...(compiling > time / 2 ? [`most of it for getting ready: ${duration(compiling)}`] : []),
  ];
}

interface Counts {
  tests: number;
  regexes: number;
  keywords: number;
  formulas: number;
}

function count(predicate: Predicate, counts: Counts): void {
  visitTests(predicate, (test) => {
    if (test.kind === "formula") {
      counts.formulas++;
      return;
    }
    counts.tests++;
    if (test.pattern.kind === "regex") counts.regexes++;
    if (test.field === ANY_FIELD) counts.keywords++;
  });
}

function fieldLines(
  profiles: ReadonlyMap<string, FieldProfile>,
  rules: readonly CompiledRule[],
): string[] {
  const timeOf = ({ decoding, searching }: FieldProfile): number => decoding + searching;
  const whole = [...profiles.values()].reduce((sum, profile) => sum + timeOf(profile), 0);
  const texts = textsByField(rules);
  const most = [...profiles]
    .toSorted(([i, a], [j, b]) => timeOf(b) - timeOf(a) || b.values - a.values || (i < j ? -1 : 1))
    .slice(0, SHOWN);
  const [head, ...rows] = table(
    FIELD_COLUMNS,
    most.map(([field, profile]) => [
      duration(timeOf(profile)),
      share(timeOf(profile), whole),
      grouped(profile.values),
      share(profile.known, profile.values),
      grouped(texts.get(field) ?? 0),
      visible(field),
    ]),
  );
  const indent = " ".repeat(head!.length - "field".length);
  return [
    `Fields that cost most, of ${duration(whole)} for ${plural(profiles.size, "field")} that were searched`,
    head!,
    ...rows.flatMap((row, place) => {
      const [field, profile] = most[place]!;
      return [row, `${indent}${fieldReason(profile, texts.get(field) ?? 0)}`];
    }),
  ];
}

function fieldReason({ decoding, searching }: FieldProfile, texts: number): string {
  const parts = `taking its values ${duration(decoding)}, searching them ${duration(searching)}`;
  return texts >= MANY_TEXTS ? `${parts}; a long list of texts` : parts;
}

/** How many texts are looked for in each field. */
function textsByField(rules: readonly CompiledRule[]): Map<string, number> {
  const found = new Map<string, Set<string>>();
  for (const { partOf, stages } of rules)
    for (const stage of partOf ? [] : stages)
      for (const { field, literal } of requiredLiteralsOf(stage)?.literals ?? []) {
        const known = found.get(field);
        const key = `${literal.how} ${literal.text}`;
        if (known) known.add(key);
        else found.set(field, new Set([key]));
      }
  return new Map([...found].map(([field, keys]) => [field, keys.size]));
}
