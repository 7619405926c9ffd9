import type { Matcher } from "../../model/matcher.ts";
import { LimitMatcher } from "./limit-matcher.ts";
import { SampleMatcher } from "./sample-matcher.ts";
import { SequenceMatcher } from "./sequence-matcher.ts";
import type { LimitedEvents, Sample, Sequence } from "../../model/sequence.ts";

/** Returns the matcher of a statement about an order of events, ready for a recording. */
export function sequenceMatcher(sequence: Sequence | Sample | LimitedEvents): Matcher {
  switch (sequence.kind) {
    case "sequence":
      return new SequenceMatcher(sequence);
    case "sample":
      return new SampleMatcher(sequence);
    case "limit":
      return new LimitMatcher(sequence);
  }
}
