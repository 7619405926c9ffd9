/** Counts what had to be let go because a bound was reached. */
export interface CutEvents {
  cut: number;
}
