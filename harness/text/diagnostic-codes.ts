/**
 * Every code a diagnostic can carry: `area/what` and what it means, in a line.
 * `docs/error-codes.md` is made from this table (`npm run docs:codes`); a test compares them.
 */
export const DIAGNOSTIC_CODES = {
  // Files
  "file/unreadable": "The file cannot be opened or read.",
  "file/not-found": "No file or folder has this path.",
  // YAML
  "yaml/syntax": "The file is not well-formed YAML.",
  // Recordings
  "recording/unknown-format": "The content is none of the formats of a recording.",
  "recording/empty": "The file holds no bytes.",
  "recording/no-events": "The recording is sound but holds no event.",
  "recording/unsupported-format": "The format of the recording is known but cannot be read.",
  "recording/not-an-event": "A value of the recording is well-formed but no event.",
  "recording/broken-json": "A line or document of the recording is not well-formed JSON.",
  "recording/broken-xml": "An event of the recording is not well-formed XML.",
  "recording/doctype": "The recording declares a document type, which is not read.",
  "recording/too-deep": "A document is nested deeper than is read.",
  "recording/too-large": "A single event or document is larger than is read.",
  "recording/truncated": "The recording ends in the middle of an event.",
  "recording/further-damage": "There is more damage in the recording than is listed.",
  // Archives
  "archive/unreadable": "The archive, or a member of it, cannot be unpacked.",
  "archive/too-large": "The archive unpacks to more than an honest recording would.",
  "archive/no-recordings": "The archive holds no recording.",
  // EVTX
  "evtx/bad-header": "The file header of the event log is damaged.",
  "evtx/bad-chunk": "A chunk of the event log is damaged.",
  "evtx/bad-record": "A record of the event log is damaged.",
  // Recordings that are written
  "write/not-windows": "An event is not of Windows, and cannot be written in this format.",
  "write/too-large": "An event is larger than the format can hold.",
  "write/renamed-field": "A field has a name that the format cannot carry, and was written under another.",
  "write/changed-value": "A value holds what the format cannot carry, and was written with a substitute.",
  "write/further-losses": "More was refused or changed in writing than is listed.",
  // Scenarios
  "scenario/unknown-key": "The scenario has a key that does not exist.",
  "scenario/missing-key": "The scenario lacks a key that it needs.",
  "scenario/wrong-value": "A value in the scenario has not the form it needs.",
  "scenario/unknown-variable": "A ${name} in the scenario that no variable answers to.",
  "scenario/unknown-recording": "The scenario names a recording that it does not have.",
  "scenario/unknown-signal": "The scenario names a signal that it does not have.",
  "scenario/signal-circle": "Signals refer to each other in a circle.",
  "scenario/two-expectations": "Two expectations claim the same rule on the same recording.",
  "scenario/duplicate-id": "Two scenario files have the same id.",
  // SigmaHQ's regression data
  "regression/no-tests": "An info.yml lists no tests.",
  "regression/missing-key": "An info.yml lacks a key that it needs.",
  "regression/wrong-value": "A value in an info.yml has not the form it needs.",
  "regression/unknown-type": "A test is of a type of recordings that does not exist.",
  "regression/missing-recording": "The recording of a test does not exist.",
  "regression/ids-disagree": "The ids of rule, info.yml and recording are not the same.",
  "regression/unsupported": "A test wants what is not supported.",
  "regression/not-applied": "A test wants something that is not done, and is played without it.",
  // Results of runs
  "run/not-json": "The file of a run is not well-formed JSON.",
  "run/not-a-run": "The file is JSON, but not the result of a run.",
  "run/unknown-version": "The run was written by another version, in a form that is not read.",
  // Rules
  "rule/duplicate-id": "Two rules have the same id.",
  // Sigma: documents
  "sigma/not-a-rule": "The file, or a document in it, holds no Sigma rule.",
  "sigma/missing-key": "The rule lacks a key that it needs.",
  "sigma/wrong-type": "A value in the rule is of the wrong type.",
  "sigma/unknown-value": "A value is none of those that the key can have.",
  "sigma/bad-id": "The rule's id is no UUID.",
  "sigma/bad-tag": "A tag of the rule has no namespace.",
  "sigma/empty-log-source": "The log source names neither product, category nor service.",
  "sigma/unknown-log-source-key": "The log source has a key without meaning.",
  "sigma/legacy-timeframe": "A timeframe stands beside a condition that counts nothing.",
  "sigma/unsupported-taxonomy": "The rule's field names are of a taxonomy other than Sigma's.",
  "sigma/unsupported-correlation": "Correlation rules are not supported.",
  "sigma/unsupported-filter": "Filters are not supported.",
  "sigma/unsupported-collection": "Collections with `action` are not supported.",
  // Sigma: selections
  "sigma/empty-selection": "A selection, list or map holds nothing.",
  "sigma/wrong-value": "A value can be tested against no field.",
  "sigma/reserved-field": "A field has the name that stands for all fields.",
  "sigma/null-in-list": "Null stands in a list of values.",
  "sigma/unknown-modifier": "A modifier does not exist.",
  "sigma/misplaced-modifier": "A modifier cannot stand where it does in the chain.",
  "sigma/modifier-value": "A modifier cannot be applied to the value.",
  "sigma/all-of-one": "The modifier `all` stands on a single value.",
  "sigma/unanchored": "A modifier does not anchor the regular expression.",
  "sigma/not-encodable": "A value cannot be encoded as its modifiers want it.",
  "sigma/too-many-variants": "A value stands for more variants than are tried.",
  "sigma/never-holds": "A test can hold for no value.",
  "sigma/bad-network": "A value is no block of IP addresses.",
  "sigma/host-bits": "A network has address bits beyond its prefix.",
  "sigma/malformed-regex": "A regular expression is not well-formed.",
  "sigma/unsupported-regex": "A regular expression cannot be matched in linear time.",
  "sigma/unresolved-placeholder": "A placeholder has no values.",
  // Sigma: conditions
  "sigma/condition-syntax": "The condition is not well-formed.",
  "sigma/condition-too-deep": "The condition is nested deeper than is read.",
  "sigma/unknown-selection": "The condition names a selection that does not exist.",
  "sigma/nothing-selected": "A pattern in the condition fits no selection.",
  "sigma/unsupported-aggregation": "The condition counts events, which correlations have replaced.",
} as const satisfies Record<`${string}/${string}`, string>;

export type DiagnosticCode = keyof typeof DIAGNOSTIC_CODES;
