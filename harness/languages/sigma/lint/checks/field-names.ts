/** Fields that no event of the log source has. */
import { didYouMean } from "../../../../text/suggest.ts";
import { keyTarget } from "../../modifiers/modifier-chain.ts";
import { quote } from "../../../common/quote.ts";
import type { Check, Finding } from "../check.ts";
import { sensorsOf } from "../event-classes.ts";
import { namesOf, supplies } from "../field-supply.ts";
import type { LintedRule } from "../linted-rule.ts";

/** Fields of one rule for which a similar name is looked for: with more, nobody mistyped them. */
const MAX_SUGGESTIONS = 100;

function* unknownFields({ rule, items }: LintedRule): Generator<Finding> {
  let suggestions = 0;
  const sensors = rule ? sensorsOf(rule.logSource) : [];
  if (sensors.length === 0) return;
  for (const item of items) {
    const { field, eventIds } = item;
    if (field === null) continue;
    if (sensors.some((sensor) => supplies(sensor, field, eventIds) !== false)) continue;
    const ids = [...new Set(eventIds)].join(", ");
    const where = sensors.map((sensor) =>
      sensor.eventIds.length > 0 ? sensor.name : `${sensor.name} ${ids}`,
    );
    const message = `No event of the log source (${where.join("; ")}) has a field ${quote(field)}.`;
    const candidates =
      suggestions++ < MAX_SUGGESTIONS ? sensors.flatMap((sensor) => namesOf(sensor, eventIds)) : [];
    const hint = didYouMean(field, candidates);
    const target = keyTarget(item, { name: field, start: 0 });
    yield hint === undefined ? { message, target } : { message, hint, target };
  }
}

export const FIELD_NAME_CHECKS: readonly Check[] = [
  { code: "lint/unknown-field", severity: "warning", check: unknownFields },
];
