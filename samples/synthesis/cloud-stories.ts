import { awsConsoleWork } from "./cloud-stories/aws-console-work.ts";
import { awsPatchManagement } from "./cloud-stories/aws-patch-management.ts";
import { awsSsmSendCommand } from "./cloud-stories/aws-ssm-send-command.ts";
import type { CloudStory } from "./cloud-story.ts";

/** Stories of the cloud: an attack, what is done the same way every month, and what only looks near it. */
export const CLOUD_STORIES: readonly CloudStory[] = [
  awsSsmSendCommand,
  awsPatchManagement,
  awsConsoleWork,
];
