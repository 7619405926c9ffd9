/**
 * A rule on several events, as data: which stages it waits for, how their events are grouped, within
 * what time, and what must be true of a group. `states/correlation/` evaluates it.
 */

export interface Correlation {
  readonly kind: "correlation";
  readonly inputs: readonly Input[];
  /** How long a window is, in seconds; both its ends belong to it. */
  readonly timespan: number;
  readonly condition: Condition;
}

/** What a correlation waits for: events of a stage, or the results of another correlation. */
export interface Input {
  /** As the rule calls it. */
  readonly name: string;
  /** Absent: the input is the only stage of `leaves`. */
  readonly of?: Correlation;
  /** The stages whose events can come in by this input. No stage is in two inputs. */
  readonly leaves: readonly Leaf[];
}

/** Returns the correlations within one, and those within these, as they are numbered: before those within them. */
export function innerCorrelations({ inputs }: Correlation): readonly Correlation[] {
  return inputs.flatMap(({ of }) => (of ? [of, ...innerCorrelations(of)] : []));
}

/** How the events of one stage are read. The names are the rule's own for the stage's log source. */
export interface Leaf {
  readonly stage: number;
  /**
   * Fields whose texts, taken exactly, make the key of the group. An event that lacks one is not counted.
   */
  readonly by: readonly string[];
  /** Fields that are measured; several make one value. */
  readonly values: readonly string[];
}

/** What must be true of the events of a group within a window. */
export type Condition =
  /**
   * Something is counted or computed over the window, and compared. With `gt` and `gte` alone, over
   * the window that ends with each event: it matches when that becomes true. Otherwise over the window
   * that the first event of a group opens, when it has passed.
   */
  | {
      readonly kind: "measure";
      readonly measure: Measure;
      /** All must hold. */
      readonly comparisons: readonly Comparison[];
      /** Whether a match uses up the events of its window. */
      readonly consumes: boolean;
    }
  /** Inputs that must, or must not, have events within one window; a match uses up its events. */
  | {
      readonly kind: "temporal";
      /** Whether the needed inputs must have their events in the order in which they are listed. */
      readonly ordered: boolean;
      readonly alternatives: readonly Alternative[];
    };

/** Inputs by their place in the list of inputs. */
export interface Alternative {
  /** Never empty. In the order in which they must come, if there is one. */
  readonly needs: readonly number[];
  readonly without: readonly number[];
}

/** A comparison of a measure with a number. */
export interface Comparison {
  readonly operator: "gt" | "gte" | "lt" | "lte" | "eq" | "neq";
  readonly number: number;
}

/** What is counted or computed over the events of a window. */
export type Measure =
  /** Events; one that two inputs take counts once. */
  | { readonly of: "events" }
  /** Different values. */
  | { readonly of: "values" }
  /** Inputs that have an event in the window. */
  | { readonly of: "inputs" }
  | { readonly of: "sum" | "average" }
  /** The mean of the two values in the middle, if their number is even. */
  | { readonly of: "median" }
  /** By nearest rank: the least value that at least `rank` percent (above 0, up to 100) do not exceed. */
  | { readonly of: "percentile"; readonly rank: number };
