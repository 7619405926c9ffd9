/** What `replay --stats` prints. */
import { visible } from "../../text/print-diagnostic.ts";
import { duration, grouped, share, table, type Column } from "./columns.ts";
import type { ReplayStats } from "./stats.ts";

const CLASSES_SHOWN = 10;

const CLASS_COLUMNS: readonly Column[] = [
  { title: "  events", align: "right" },
  { title: "share", align: "right" },
  { title: "rules", align: "right" },
  { title: "event class", align: "left" },
];

type Row = readonly [name: string, value: string, about?: string];

/** Returns the lines, without the last line break. */
export function statsLines(stats: ReplayStats): string {
  const { classes, events } = stats;
  const sections: readonly (readonly [title: string, rows: readonly Row[]])[] = [
    ["Replayed", replayed(stats)],
    ["Rules", rules(stats)],
    ["Per event", perEvent(stats)],
    ["Time", times(stats)],
  ];
  const all = sections.flatMap(([, rows]) => rows);
  const [name, value] = [0, 1].map((at) => Math.max(...all.map((row) => row[at]!.length)));
  const lines = sections.flatMap(([title, rows]) => [
    title,
    ...rows.map((row) =>
      `  ${row[0].padEnd(name!)}  ${row[1].padStart(value!)}  ${row[2] ?? ""}`.trimEnd(),
    ),
  ]);
  const shown = classes.slice(0, CLASSES_SHOWN);
  const rest = classes.length - shown.length;
  return [
    ...lines,
    ...table(
      CLASS_COLUMNS,
      shown.map((one) => [
        grouped(one.events),
        share(one.events, events),
        grouped(one.rules),
        visible(one.name),
      ]),
    ),
    ...(rest > 0 ? [`  … and ${grouped(rest)} more`] : []),
  ].join("\n");
}

function replayed({ recordings, bytes, events, skipped, matches, classes }: ReplayStats): Row[] {
  return [
    ["recordings", grouped(recordings), `${(bytes / 1e6).toFixed(1)} MB`],
    ["events", grouped(events), `${grouped(skipped)} unsound records passed over`],
    ["event classes", grouped(classes.length)],
    ["matches", grouped(matches)],
  ];
}

function rules({ rules: { loaded, broken, blind }, profile }: ReplayStats): Row[] {
  const all = blind["log-source"] + blind.class + blind.fields + blind.time;
  const asked = [...profile.rules.values()].filter((rule) => rule.asked > 0).length;
  return [
    ["loaded", grouped(loaded), `${grouped(broken)} broken`],
    ["live", grouped(loaded - all), "could have fired on these recordings"],
    ["blind", grouped(all), "could not: on them there is"],
    ["", grouped(blind["log-source"]), "no event of their log source"],
    ["", grouped(blind.class), "no event of the class they ask for"],
    ["", grouped(blind.fields), "no value of a field they need"],
    ...(blind.time > 0 ? [["", grouped(blind.time), "no time"] as const] : []),
    ["asked", grouped(asked), "of at least one event"],
  ];
}

function perEvent({ profile, events }: ReplayStats): Row[] {
  const rows = [...profile.rules.values()];
  const fields = [...profile.fields.values()];
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  const each = (number: number): string => (events > 0 ? (number / events).toFixed(2) : "-");
  const open = rows.filter(({ isOpen }) => isOpen).length;
  const values = sum(fields.map((field) => field.values));
  return [
    ["rules asked", each(sum(rows.map(({ asked }) => asked)))],
    ["rules that held", each(sum(rows.map(({ held }) => held)))],
    [
      "without a clue",
      grouped(open),
      "rules that hold no text to look for: asked unless a field rules them out",
    ],
    [
      "values searched",
      each(values),
      `${share(sum(fields.map(({ known }) => known)), values)} of them known from before`,
    ],
  ];
}

function times({ times: time, events }: ReplayStats): Row[] {
  const { threads, load, read, match, finalize, output, whole } = time;
  const speed = grouped((events * 1000) / whole);
  return [
    ["load", duration(load), "starting; finding, reading and compiling rules"],
    ["read", duration(read), "recordings, up to where an event's fields lie"],
    ["match", duration(match), "decoding values, searching them, asking rules, evidence"],
    ["settle", duration(finalize), "what hangs on a whole recording; writing matches down"],
    ["print", duration(output)],
    [
      "in all",
      duration(whole),
      `${speed} events per second${threads > 1 ? `; the stages are those of ${threads} threads together` : ""}`,
    ],
  ];
}
