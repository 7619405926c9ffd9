import { CLOUD_STORIES } from "./cloud-stories.ts";
import type { CloudStory } from "./cloud-story.ts";
import { cloudTrailRecords, logFile } from "./cloudtrail.ts";
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
