/** Values of fields that hold full paths of Windows: forms that such a path never has. */
import { quote } from "../../../common/quote.ts";
import { hasWildcards, plainText, parseSigmaString } from "../../modifiers/sigma-string.ts";
import type { Check, Finding } from "../check.ts";
import { sensorsOf } from "../event-classes.ts";
import { valuePath, type LintedItem, type LintedRule } from "../linted-rule.ts";

/** Fields in which Windows sensors give the path of a program, in full. */
const PROGRAM_FIELDS = new Set([
  "Image",
  "ImageLoaded",
  "NewProcessName",
  "ParentImage",
  "ParentProcessName",
  "ProcessName",
  "SourceImage",
  "TargetImage",
]);
const PATH_FIELDS = new Set([...PROGRAM_FIELDS, "CurrentDirectory", "TargetFilename"]);

const PLACES = new Set(["contains", "startswith", "endswith", "all", "cased"]);

/** A text that a path field is compared with. */
interface PathValue {
  readonly item: LintedItem;
  readonly index: number;
  readonly written: string;
  /** Without escapes; wildcards are left out. */
  readonly text: string;
}

function* pathValues(
  { rule, items }: LintedRule,
  fields: ReadonlySet<string>,
): Generator<PathValue> {
  if (!rule || sensorsOf(rule.logSource).length === 0) return;
  for (const item of items) {
    if (item.field === null || !fields.has(item.field)) continue;
    if (!item.modifiers.every((name) => PLACES.has(name))) continue;
    for (const [index, written] of item.values.entries()) {
      if (typeof written !== "string" || written === "") continue;
      yield { item, index, written, text: plainText(parseSigmaString(written)) };
    }
  }
}

function found({ item, index }: PathValue, message: string, hint: string): Finding {
  return { message, hint, target: { path: valuePath(item, index), part: "value" } };
}

function* slashes(rule: LintedRule): Generator<Finding> {
  for (const value of pathValues(rule, PROGRAM_FIELDS)) {
    if (!value.text.includes("/")) continue;
    yield found(
      value,
      `${quote(value.written)} has a "/", and ${value.item.field} has paths of Windows.`,
      'Write "\\".',
    );
  }
}

/** A trailing or leading blank is lost sight of easily, and paths have none at their ends. */
function* blanks(rule: LintedRule): Generator<Finding> {
  for (const value of pathValues(rule, PATH_FIELDS)) {
    const { modifiers } = value.item;
    const [open, placed] = [modifiers.includes("contains"), modifiers.length > 0];
    const atStart = /^\s/.test(value.written) && !open && !modifiers.includes("endswith");
    const atEnd = /\s$/.test(value.written) && !open && !modifiers.includes("startswith");
    if (!atStart && !atEnd) continue;
    const where = atStart ? "begins" : "ends";
    const how = placed ? "" : ", and is compared as a whole";
    yield found(
      value,
      `${quote(value.written)} ${where} with a blank${how}.`,
      "Take the blank out.",
    );
  }
}

/** `endswith: cmd.exe` holds for `notcmd.exe`, too. */
function* openNames(rule: LintedRule): Generator<Finding> {
  for (const value of pathValues(rule, PROGRAM_FIELDS)) {
    const { written, item } = value;
    if (!item.modifiers.includes("endswith") || hasWildcards(parseSigmaString(written))) continue;
    if (!/^[\w-]+\.(?:exe|dll|sys|com|scr|cpl|ocx)$/i.test(written)) continue;
    yield found(
      value,
      `${quote(written)} holds for every name that ends so.`,
      `Write "\\${written}" to mean this name alone.`,
    );
  }
}

/** `Image: cmd.exe` can hold for no event: the field has the whole path. */
function* bareNames(rule: LintedRule): Generator<Finding> {
  for (const value of pathValues(rule, PROGRAM_FIELDS)) {
    const { written, item } = value;
    const isStart = item.modifiers.includes("startswith");
    if (item.modifiers.length > 0 && !isStart) continue;
    if (!/^\\?[^\\/*?:]+\.(?:exe|dll|sys|com|scr)$/i.test(written)) continue;
    yield found(
      value,
      `${item.field} has the whole path, and ${quote(written)} is a name.`,
      `Write "${item.field}|endswith: \\${written.replace(/^\\/, "")}".`,
    );
  }
}

/** Sensors log paths after variables have been replaced. */
function* variables(rule: LintedRule): Generator<Finding> {
  for (const value of pathValues(rule, PATH_FIELDS)) {
    const variable = /%[a-z][a-z0-9_()]*%/i.exec(value.text)?.[0];
    if (variable === undefined) continue;
    yield found(
      value,
      `${quote(value.written)} has the variable ${quote(variable)}, and ${value.item.field} has paths without variables.`,
      "Write the path that the variable stands for.",
    );
  }
}

/** Four backslashes between two names are two, and a path has one there. */
function* doubledBackslashes(rule: LintedRule): Generator<Finding> {
  for (const value of pathValues(rule, new Set([...PATH_FIELDS, "TargetObject"]))) {
    if (!/[^\\]\\\\[^\\]/.test(value.text)) continue;
    yield found(
      value,
      `${quote(value.written)} stands for two backslashes in a row, which a path has only at its start.`,
      "A single backslash needs no other before it.",
    );
  }
}

/** Sysmon abbreviates the hives; those of users stand under `HKU` with the user's SID. */
function* longHives({ rule, items }: LintedRule): Generator<Finding> {
  const category = rule?.logSource.category?.toLowerCase() ?? "";
  if (!category.startsWith("registry_")) return;
  for (const item of items) {
    if (item.field !== "TargetObject" || !item.modifiers.every((name) => PLACES.has(name)))
      continue;
    const isStart = !item.modifiers.includes("contains") && !item.modifiers.includes("endswith");
    for (const [index, written] of item.values.entries()) {
      if (typeof written !== "string") continue;
      const hive =
        /^\*?\\?(HKEY_[A-Z_]+)(?=\\)/i.exec(written)?.[1] ??
        (isStart ? /^(HKCU)(?=\\)/i.exec(written)?.[1] : undefined);
      if (hive === undefined) continue;
      const name = hive.toUpperCase();
      yield {
        message: `${quote(written)} begins with ${quote(hive)}, and sensors write the hive otherwise.`,
        hint: `Write ${HIVES[name] ?? "the abbreviation of the hive"}.`,
        target: { path: valuePath(item, index), part: "value" },
      };
    }
  }
}

const HIVES: Readonly<Record<string, string>> = {
  HKEY_LOCAL_MACHINE: '"HKLM"',
  HKEY_USERS: '"HKU"',
  HKEY_CLASSES_ROOT: '"HKCR"',
  HKEY_CURRENT_USER: '"HKU\\*", or leave the hive out ("contains")',
  HKCU: '"HKU\\*", or leave the hive out ("contains")',
};

export const PATH_CHECKS: readonly Check[] = [
  { code: "lint/slash-in-path", severity: "warning", check: slashes },
  { code: "lint/blank-at-end", severity: "warning", check: blanks },
  { code: "lint/open-file-name", severity: "note", check: openNames },
  { code: "lint/bare-file-name", severity: "warning", check: bareNames },
  { code: "lint/variable-in-path", severity: "warning", check: variables },
  { code: "lint/doubled-backslash", severity: "warning", check: doubledBackslashes },
  { code: "lint/long-hive-name", severity: "warning", check: longHives },
];
