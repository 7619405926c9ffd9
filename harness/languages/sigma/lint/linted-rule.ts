/** What a check looks at: a document as it is written, and the rule that was parsed from it. */
import type { Item, Selection, SigmaRule } from "../parse/ast.ts";

export interface LintedRule {
  readonly document: Readonly<Record<string, unknown>>;
  /** Absent for correlations, and for rules in which something is broken. */
  readonly rule: SigmaRule | null;
  /** All items of the rule, in the order of the document. */
  readonly items: readonly LintedItem[];
}

/** An item with the selection it stands in. */
export interface LintedItem extends Item {
  /** Name of the selection it is part of. */
  readonly selection: string;
  /**
   * The event ids to which the item applies: those that its map names, else those that the rule
   * names anywhere. Empty if none are named, or one is named with modifiers.
   */
  readonly eventIds: readonly number[];
}

/** Returns the input of the checks for a document; `rule` is null if it could not be parsed. */
export function lintedRule(
  document: Readonly<Record<string, unknown>>,
  rule: SigmaRule | null,
): LintedRule {
  const items: LintedItem[] = [];
  for (const [name, selection] of rule?.selections ?? []) {
    if (selection) collect(selection, name, [], items);
  }
  const named = items.flatMap(({ eventIds }) => eventIds);
  const isOpen = items.some((item) => item.field === "EventID" && !isPlain(item));
  return {
    document,
    rule,
    items: isOpen
      ? items.map((item) => ({ ...item, eventIds: [] }))
      : items.map((item) => (item.eventIds.length > 0 ? item : { ...item, eventIds: named })),
  };
}

function collect(
  selection: Selection,
  name: string,
  eventIds: readonly number[],
  items: LintedItem[],
): void {
  if (selection.kind === "item") {
    items.push({ ...selection, selection: name, eventIds });
    return;
  }
  const own = selection.kind === "all" ? selection.of.flatMap(eventIdsOf) : [];
  for (const part of selection.of) collect(part, name, own.length > 0 ? own : eventIds, items);
}

/** Returns the event ids that an item requires; none if it is about another field. */
export function eventIdsOf(part: Selection): number[] {
  if (part.kind !== "item" || part.field !== "EventID" || !isPlain(part)) return [];
  return part.values.map(Number).filter((id) => Number.isInteger(id));
}

/** Whether an item compares whole values. */
export function isPlain({ modifiers }: Pick<Item, "modifiers">): boolean {
  return modifiers.length === 0;
}

/** Returns the path of the n-th value of an item. */
export function valuePath({ path, isList }: Item, i: number): Item["path"] {
  return isList ? [...path, i] : path;
}

/** Returns the elements of a list of the document, with their indices; none if it is no list. */
export function listOf(
  { document }: LintedRule,
  key: string,
): readonly (readonly [index: number, value: unknown])[] {
  const list = document[key];
  return Array.isArray(list) ? list.map((value: unknown, i) => [i, value] as const) : [];
}
