import type { Matcher } from "../../model/rule.ts";
import { ExcerptMatcher } from "./limit-matcher.ts";
import { SampleMatcher } from "./sample-matcher.ts";
import { SequenceMatcher } from "./sequence-matcher.ts";
import type { Excerpt, Sample, Sequence } from "../../model/sequence.ts";

/** Returns the matcher of a statement about an order of events, ready for a recording. */
export function sequenceMatcher(sequence: Sequence | Sample | Excerpt): Matcher {
  switch (sequence.kind) {
    case "sequence":
      return new SequenceMatcher(sequence);
    case "sample":
      return new SampleMatcher(sequence);
    case "excerpt":
      return new ExcerptMatcher(sequence);
  }
}
