import type { FieldState } from "./observed.ts";
import type { BoundField } from "../binding/bound-field.ts";

/** What a part of a rule can come to in a class, whatever its events hold. */
export interface PossibleOutcomes {
  readonly canHold: boolean;
  readonly canFail: boolean;
}

/** The fields of a class as a rule names them, and what its events showed of them. */
export interface ClassView {
  bind(field: string): BoundField;
  state(bind: BoundField): FieldState;
}
