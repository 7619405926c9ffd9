import { CLOUD_STORIES } from "./cloud-stories.ts";
import type { CloudStory } from "./cloud-story.ts";
import { cloudTrailRecords, logFile } from "./cloudtrail.ts";
import { readContent } from "../../tests/telemetry/read-content.ts";
import { MemorySink } from "../../tests/telemetry/write/memory-sink.ts";
import { recordingWriter, type WrittenFormat } from "../../harness/telemetry/write/recording-writer.ts";
import { drawNumber } from "./draw.ts";
import { eventXml } from "./event-xml.ts";
import { play } from "./play.ts";
import { securityRecords } from "./security.ts";
import { STORIES } from "./stories.ts";
import type { Story } from "./story.ts";
import { sysmonRecords } from "./sysmon.ts";
import type { WindowsRecord } from "./windows-record.ts";

/** One file of telemetry, as it lies in the samples folder. */
export interface Recording {
  /** Below the samples folder, forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The same recording in another format. */
export interface Twin {
  /** Below the samples folder, forward slashes. */
  readonly path: string;
  readonly bytes: Buffer;
}

/** The story whose recordings are kept in every format, for `scenarios/encodings.scenario.yml`. */
const STORY_WITH_TWINS = "mshta-inline-vbscript";
const TWIN_FORMATS: readonly WrittenFormat[] = ["evtx", "ndjson"];

/** Returns the twins that are kept, made from the recordings by the writers of firedrill. */
export function twins(): Twin[] {
  return recordings()
    .filter(({ path }) => path.startsWith(`${STORY_WITH_TWINS}/`))
    .flatMap(({ path, text }) => TWIN_FORMATS.map((format) => twinOf(path, text, format)));
}

function twinOf(xmlPath: string, text: string, format: WrittenFormat): Twin {
  const path = xmlPath.replace(/\.xml$/, `.${format}`);
  const sink = new MemorySink();
  const writer = recordingWriter(format, sink, path);
  readContent(Buffer.from(text), xmlPath, (event) => void writer.write(event));
  const { diagnostics } = writer.end();
  if (diagnostics.length > 0) throw new Error(`${path}: ${diagnostics[0]!.message}`);
  return { path, bytes: sink.bytes };
}

/** Returns every recording of every story; the same bytes each time. */
export function recordings(): Recording[] {
  return [...STORIES.flatMap(recordingsOf), ...CLOUD_STORIES.map(trailOf)];
}

function trailOf(story: CloudStory): Recording {
  return { path: `${story.id}/cloudtrail.json`, text: logFile(cloudTrailRecords(story)) };
}

function recordingsOf(story: Story): Recording[] {
  return Object.entries(recordsOf(story)).map(([sensor, records]) => ({
    path: `${story.id}/${sensor}.xml`,
    text: eventXml(
      records,
      20_000 + drawNumber(400_000, story.machine.computer, sensor, story.begins),
    ),
  }));
}

/** Returns what each sensor logged of a story, in the order of the log: by time of writing. */
export function recordsOf(story: Story): Record<"sysmon" | "security", WindowsRecord[]> {
  const { happenings, find } = play(story);
  const inOrder = (records: WindowsRecord[]) => records.sort((a, b) => Number(a.time - b.time));
  return {
    sysmon: inOrder(happenings.flatMap((happening) => sysmonRecords(happening, find("sysmon")))),
    security: inOrder(happenings.flatMap((happening) => securityRecords(happening, find("lsass")))),
  };
}
