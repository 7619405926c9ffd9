import { ENDPOINT_RULES } from "./endpoint-rules.ts";
import { EQL_ELASTICSEARCH } from "./eql-elasticsearch.ts";
import { EQL_ENDGAME_QUERIES } from "./eql-endgame-queries.ts";
import { EQL_ENDGAME } from "./eql-endgame.ts";
import { EQL_SERIES } from "./eql-series.ts";
import { EVTX_VALUES } from "./evtx-values.ts";
import { EVTX } from "./evtx.ts";
import { FIELD_REPORTS } from "./field-reports.ts";
import { SIGMA_CASES } from "./sigma-cases.ts";
import { SIGMA_LOAD } from "./sigma-load.ts";
import { SIGMA_REGRESSION } from "./sigma-regression.ts";
import { SIGMA_SILENT } from "./sigma-silent.ts";
import type { Suite } from "./suite.ts";

/** Every suite, in the order in which they run. */
export const SUITES: readonly Suite[] = [
  SIGMA_LOAD,
  SIGMA_CASES,
  SIGMA_REGRESSION,
  SIGMA_SILENT,
  EVTX,
  EVTX_VALUES,
  EQL_ELASTICSEARCH,
  EQL_SERIES,
  EQL_ENDGAME,
  EQL_ENDGAME_QUERIES,
  ENDPOINT_RULES,
  FIELD_REPORTS,
];
