import type { FieldLayout } from "../../records/field-layout.ts";
import type { PrefilterPlan } from "./prefilter-plan.ts";
import type { EventClassCache } from "./event-class-cache.ts";
import type { FieldSource } from "./field-source.ts";
import type { TextDemand } from "./record-budget.ts";

/** Which fields a record has, and where each one's value stands. */
export interface RecordLayout {
  readonly fieldLayout: FieldLayout;
  /** In the order of the layout's fields. */
  readonly sources: readonly FieldSource[];
  readonly prefilterPlan: PrefilterPlan;
  /** What of a record must be looked at before it is shown; `null` for nothing, as in most. */
  readonly textDemand: TextDemand | null;
  /** `null` if the class must be taken from its texts. */
  readonly classes: EventClassCache | null;
}
