/**
 * A run made by hand in which every outcome occurs, and whose rules and recordings are as hostile as
 * text can be: terminal sequences, mark-up, ends of CDATA, commands of CI systems, controls.
 */
import type { Explanation } from "../../harness/matching/evidence/explain.ts";
import type { EventReference, Match } from "../../harness/matching/model/match.ts";
import type { Run } from "../../harness/scenario/run.ts";
import type {
  ParityVerdict,
  ScenarioResult,
  Verdict,
  VerdictRule,
} from "../../harness/scenario/judge/verdict.ts";

export const HOSTILE =
  "\u001b[31mred\u001b[0m ]]> <script>alert('x')</script> & \"q\" \u0000\u0008\u202e\ud800\r\n::error file=x::owned\n##[error]owned\n##vso[task.complete]";

const event = (position: number): EventReference => ({
  recording: "samples/mshta.evtx",
  position,
  record: 4000 + position,
  time: "2026-01-15T09:00:00.0000000Z",
  channel: "Security",
  eventId: 4688,
  computer: "WS01\u001b]0;title\u0007",
  sensor: "security",
});

const rule = (title: string | null, more: Partial<VerdictRule> = {}): VerdictRule => ({
  reference: "cc7abbd0-762b-41e3-8a26-57ad50d2eea3",
  id: "cc7abbd0-762b-41e3-8a26-57ad50d2eea3",
  title,
  path: "rules/sigma/mshta.yml",
  level: "high",
  language: "sigma",
  techniques: ["T1218.005"],
  ...more,
});

const match = (position: number, more: Partial<Match> = {}): Match => ({
  rule: {
    id: "cc7abbd0-762b-41e3-8a26-57ad50d2eea3",
    title: "MSHTA",
    language: "sigma",
    level: "high",
    techniques: ["T1218.005"],
    logSource: { product: "windows", category: "process_creation" },
    path: "rules/sigma/mshta.yml",
    name: "sigma/mshta.yml",
  },
  events: [event(position)],
  via: ["CommandLine", "Image"],
  byAbsence: [],
  unsupplied: [],
  values: [
    { position, field: "CommandLine", text: `mshta ${HOSTILE}`, start: 40, length: 9000 },
    { position, field: "Image", text: "C:\\Windows\\System32\\mshta.exe", start: 0, length: 29 },
  ],
  ...more,
});

const verdict = (more: Partial<Verdict>): Verdict => ({
  expectation: "fire",
  rule: rule("MSHTA Execution with Suspicious File Extensions"),
  recording: "security",
  outcome: "fired",
  passed: true,
  known: null,
  reason: "It fired (1 match).",
  why: null,
  matches: [],
  explanation: null,
  line: 20,
  column: 7,
  ...more,
});

const parity = (more: Partial<ParityVerdict>): ParityVerdict => ({
  rules: [
    rule("MSHTA", { reference: "sigma/mshta" }),
    rule("MSHTA", { reference: "eql/mshta", path: "rules/eql/mshta.eql", language: "eql" }),
  ],
  recording: "security",
  outcome: "agreed",
  passed: true,
  reason: "They match the same 1 event.",
  why: null,
  events: [event(2)],
  disagreements: [],
  line: 40,
  column: 7,
  ...more,
});

const NEAREST: Explanation = {
  event: event(1),
  satisfied: 2,
  tests: [
    {
      selection: "selection_cli",
      label: "CommandLine|contains 'vbscript'",
      satisfied: true,
      negated: false,
      value: `mshta vbscript:${HOSTILE}`,
      presence: "carried",
    },
    {
      selection: "selection_img",
      label: "Image|endswith '\\mshta.exe'",
      satisfied: false,
      negated: false,
      value: "C:\\Users\\Public\\svc.exe",
      presence: "carried",
    },
    {
      selection: "selection_img",
      label: "OriginalFileName 'MSHTA.EXE'",
      satisfied: false,
      negated: false,
      value: null,
      presence: "never",
    },
    {
      selection: "selection_parent",
      label: "ParentImage|endswith '\\cmd.exe'",
      satisfied: false,
      negated: false,
      value: null,
      presence: "absent",
    },
    {
      selection: "filter",
      label: "User|contains 'AUTHORI'",
      satisfied: true,
      negated: true,
      value: null,
      presence: "carried",
    },
  ],
};

const LONG: Explanation = {
  event: event(2),
  satisfied: 10,
  tests: Array.from({ length: 12 }, (_, index) => ({
    selection: "",
    label: `Field${index}|contains '${"x".repeat(index * 8)}'`,
    satisfied: index !== 4 && index !== 11,
    negated: false,
    value: "v".repeat(index * 12),
    presence: "carried" as const,
  })),
};

const scenario = (id: string, more: Partial<ScenarioResult>): ScenarioResult => ({
  id,
  title: `Scenario ${id}`,
  file: `scenarios/${id}.scenario.yml`,
  status: "stable",
  techniques: ["T1218.005", "T1059.005"],
  diagnostics: [],
  recordings: [],
  signals: [],
  verdicts: [],
  parity: [],
  others: { expected: "fail", line: 45, column: 3 },
  warnings: [],
  passed: true,
  seconds: 0.25,
  ...more,
});

const recording = {
  name: "security",
  path: "samples/mshta.evtx",
  format: "evtx",
  sensors: ["security"],
  provenance: "recorded",
  events: 3,
  classes: [{ sensor: "security", channel: HOSTILE, eventId: 4688, count: 3 }],
  moreClasses: 0,
  skipped: 0,
  announced: null,
  sound: true,
  passed: true,
  reason: "",
  unreadable: false,
  diagnostics: [],
  line: 5,
  column: 3,
} as const;

const signal = {
  signal: "mshta-start",
  recording: "security",
  met: true,
  outcome: "met",
  explanation: null,
  count: 1,
  reason: "",
  events: [event(1)],
  line: 11,
  column: 3,
} as const;

const SCENARIOS: readonly ScenarioResult[] = [
  scenario("all-as-expected", {
    recordings: [recording],
    signals: [signal, { ...signal, signal: "payload", line: 12 }],
    verdicts: [
      verdict({ matches: [match(1)] }),
      verdict({ expectation: "silent", outcome: "silent", reason: "It stayed silent.", line: 24 }),
      verdict({
        expectation: "silent",
        outcome: "silent",
        known: "gap",
        reason: "A known gap: it stayed silent.",
        why: `Renamed binaries\n  are not seen. ${HOSTILE}`,
        rule: rule("Renamed MSHTA"),
        line: 26,
      }),
      verdict({
        known: "false-positive",
        reason: "A known false positive: it fired.",
        why: "The installer does this.",
        matches: [match(2)],
        rule: rule("Noisy"),
        line: 28,
      }),
      verdict({
        expectation: "blind",
        outcome: "blind",
        known: "blind",
        reason:
          "The rule is blind here: it needs Imphash, which neither sensor nor recording supplies.",
        why: "4688 has no hashes.",
        rule: rule("By hash"),
        line: 30,
      }),
      verdict({
        expectation: "others",
        outcome: "false-alarm",
        reason: "It fired (1 match), and the scenario does not name it on this recording.",
        matches: [match(3)],
        rule: rule("Unnamed"),
        line: 32,
      }),
    ],
    others: { expected: "warn", line: 32, column: 3 },
    warnings: [`A warning ${HOSTILE}`],
  }),
  scenario("what-rules-do", {
    passed: false,
    recordings: [recording],
    signals: [signal],
    verdicts: [
      verdict({
        outcome: "missed",
        passed: false,
        reason: "It stayed silent, and was to fire.",
        explanation: NEAREST,
        why: "The renamed binary is the point of this scenario.",
        line: 71,
      }),
      verdict({
        outcome: "missed",
        passed: false,
        reason: "It stayed silent, and was to fire.",
        explanation: LONG,
        rule: rule(HOSTILE, { path: `rules/${HOSTILE}.yml` }),
        line: 74,
      }),
      verdict({
        outcome: "differs",
        passed: false,
        reason: "It fired otherwise: 6 matches, not 1 match.",
        matches: [1, 2, 3, 4, 5, 6].map((position) => match(position)),
        line: 76,
      }),
      verdict({
        expectation: "silent",
        outcome: "false-alarm",
        passed: false,
        reason: "It fired (1 match), and was to stay silent.",
        matches: [
          match(2, {
            via: [`Weird${HOSTILE}`],
            byAbsence: ["ParentImage"],
            unsupplied: ["OriginalFileName"],
            events: [event(2), event(3), event(5)],
          }),
        ],
        line: 78,
      }),
      verdict({
        expectation: "others",
        outcome: "false-alarm",
        passed: false,
        reason: "It fired (1 match), and the scenario does not name it on this recording.",
        matches: [match(3)],
        rule: rule("Unnamed"),
        line: 80,
      }),
      verdict({
        expectation: "silent",
        outcome: "outdated",
        passed: false,
        known: "gap",
        reason: "It fired (1 match): the gap is closed. Promote it to fire.",
        matches: [match(1)],
        line: 82,
      }),
    ],
    parity: [
      parity({}),
      parity({
        outcome: "disagreed",
        passed: false,
        reason: "They disagree on 2 events, and agree on 1.",
        why: HOSTILE,
        disagreements: [
          {
            event: event(3),
            answers: [
              { matched: true, via: ["CommandLine", "Image"], explanation: null },
              { matched: false, via: [], explanation: NEAREST },
            ],
          },
          {
            event: event(5),
            answers: [
              { matched: false, via: [], explanation: null },
              { matched: true, via: ["process.name"], explanation: null },
            ],
          },
        ],
      }),
      parity({
        outcome: "blind",
        passed: false,
        reason: '"MSHTA" (rules/eql/mshta.eql) is blind here: it needs process.hash.md5.',
        events: [],
      }),
    ],
  }),
  scenario("what-cannot-be-said", {
    passed: false,
    techniques: [],
    recordings: [
      {
        ...recording,
        name: "gone",
        path: "samples/gone.evtx",
        sound: false,
        passed: false,
        unreadable: true,
        reason: "No file or folder has this path.",
        events: 0,
      },
      {
        ...recording,
        name: "other",
        passed: false,
        reason: `The file's SHA-256 is not the one that was meant. ${HOSTILE}`,
        line: 6,
      },
    ],
    signals: [
      {
        ...signal,
        met: false,
        outcome: "unmet",
        count: 0,
        reason: "expected at least 1 event, found 0",
        events: [],
      },
    ],
    verdicts: [
      verdict({
        recording: null,
        outcome: "blind",
        passed: false,
        reason: "No recording of the scenario is of the rule's log source.",
        line: 31,
      }),
      verdict({
        recording: null,
        outcome: "blind",
        passed: false,
        reason: "No recording of the scenario is of the rule's log source.",
        rule: rule("MSHTA Execution with Suspicious File Extensions", { reference: "eql/mshta" }),
        line: 33,
      }),
      verdict({
        outcome: "broken",
        passed: false,
        reason: 'No rule is called "mshta". Did you mean "sigma/mshta.yml"?',
        rule: rule(null, {
          reference: "mshta",
          id: null,
          path: null,
          level: null,
          language: null,
          techniques: [],
        }),
        line: 35,
      }),
    ],
  }),
  scenario("set-aside", {
    status: "quarantined",
    passed: false,
    recordings: [recording],
    verdicts: [
      verdict({
        outcome: "missed",
        passed: false,
        reason: "It stayed silent, and was to fire.",
        line: 9,
      }),
    ],
  }),
  scenario("not-a-scenario", {
    passed: false,
    others: { expected: "ignore", line: 1, column: 1 },
    diagnostics: [
      {
        code: "yaml/syntax",
        severity: "error",
        message: `Unexpected end of the stream. ${HOSTILE}`,
        hint: "Close the quote.",
        file: "scenarios/not-a-scenario.scenario.yml",
        place: {
          kind: "text",
          line: 3,
          column: 8,
          endColumn: 12,
          lineText: 'title: "::error::\u001b[2J',
        },
      },
    ],
  }),
];

/** The run. Its counts are those of its scenarios. */
export const HOSTILE_RUN: Run = {
  schema: 2,
  tool: { name: "firedrill", version: "0.1.0" },
  generated: "2026-01-15T09:00:00.000Z",
  attack: { version: "19" },
  rules: {
    loaded: 3780,
    list: [
      {
        id: "cc7abbd0-762b-41e3-8a26-57ad50d2eea3",
        title: `MSHTA ${HOSTILE}`,
        language: "sigma",
        level: "high",
        techniques: ["T1218.005"],
        logSource: { product: "windows", category: "process_creation" },
        path: "rules/sigma/mshta.yml",
        partOf: null,
        liveness: 0,
      },
    ],
    liveness: [
      {
        live: [0, 1],
        blind: [
          { reason: { kind: "fields", fields: [HOSTILE] }, recordings: [2] },
          { reason: { kind: "class", wanted: ["EventID 1"] }, recordings: [3, 4] },
        ],
      },
    ],
    broken: [
      {
        path: "rules/sigma/broken.yml",
        diagnostics: [
          {
            code: "yaml/syntax",
            severity: "error",
            message: `Broken: ${HOSTILE}`,
            file: "rules/sigma/broken.yml",
          },
        ],
      },
    ],
  },
  diagnostics: [
    {
      code: "scenario/duplicate-id",
      severity: "error",
      message: `The id is also that of ${HOSTILE}`,
      file: "scenarios/again.scenario.yml",
    },
  ],
  scenarios: SCENARIOS,
  counts: {
    scenarios: 5,
    passedScenarios: 1,
    verdicts: 15,
    failedVerdicts: 9,
    otherRules: 1,
    comparisons: 3,
    failedComparisons: 2,
    signals: 4,
    unmetSignals: 1,
    outcomes: {
      fired: 2,
      silent: 2,
      missed: 3,
      differs: 1,
      "false-alarm": 3,
      blind: 3,
      broken: 1,
      outdated: 1,
    },
  },
  seconds: 1.25,
};
