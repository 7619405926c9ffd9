/** All vocabularies: the one place that knows each of them. */
import type { LogSource } from "../log-sources/log-source.ts";
import { ECS_ENDPOINT, ECS_WINLOGBEAT } from "./ecs/vocabulary.ts";
import { SIGMA } from "./sigma/vocabulary.ts";
import type { VocabularyName } from "./vocabulary-name.ts";
import type { Vocabulary } from "./vocabulary.ts";

export const VOCABULARIES: Readonly<Record<VocabularyName, Vocabulary>> = {
  sigma: SIGMA,
  "ecs-winlogbeat": ECS_WINLOGBEAT,
  "ecs-endpoint": ECS_ENDPOINT,
};

/** Returns the vocabulary of a log source, or of what it matched: Sigma's if it names none. */
export function vocabularyOf({ vocabulary = "sigma" }: Pick<LogSource, "vocabulary">): Vocabulary {
  return VOCABULARIES[vocabulary];
}
