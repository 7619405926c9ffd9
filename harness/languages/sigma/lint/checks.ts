import type { Check } from "./check.ts";
import { ATTACK_CHECKS } from "./checks/attack-tags.ts";
import { CONDITION_CHECKS } from "./checks/conditions.ts";
import { FIELD_NAME_CHECKS } from "./checks/field-names.ts";
import { FIELD_VALUE_CHECKS } from "./checks/field-values.ts";
import { LOG_SOURCE_CHECKS } from "./checks/log-source.ts";
import { METADATA_CHECKS } from "./checks/metadata-forms.ts";
import { PATH_CHECKS } from "./checks/path-values.ts";
import { REGEX_CHECKS } from "./checks/regex-values.ts";
import { REPETITION_CHECKS } from "./checks/repeated-values.ts";
import { BLINDNESS_CHECKS } from "./checks/sensor-blindness.ts";
import { TAG_CHECKS } from "./checks/tag-names.ts";

/** The table of checks, in the order in which a rule is written. */
export const CHECKS: readonly Check[] = [
  ...METADATA_CHECKS,
  ...TAG_CHECKS,
  ...ATTACK_CHECKS,
  ...LOG_SOURCE_CHECKS,
  ...FIELD_NAME_CHECKS,
  ...BLINDNESS_CHECKS,
  ...REPETITION_CHECKS,
  ...PATH_CHECKS,
  ...FIELD_VALUE_CHECKS,
  ...REGEX_CHECKS,
  ...CONDITION_CHECKS,
];
