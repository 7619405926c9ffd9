import type { Call, Caller, JsonMap } from "./cloud-story.ts";
import { drawGuid } from "./draw.ts";
import { after, momentOf } from "./moment.ts";

/** What the trail writes in place of what a command was given. */
const HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

export interface SentCommand {
  readonly at: number;
  /** ISO time of second 0 of the story. */
  readonly begins: string;
  readonly by: Caller;
  readonly region: string;
  readonly document: string;
  /** Either instances or tags. */
  readonly to:
    | { readonly instances: readonly string[] }
    | { readonly tag: string; readonly values: readonly string[]; readonly count: number };
  readonly comment?: string;
  readonly serviceRole?: string;
}

/** Returns a `SendCommand` that was taken. */
export function sendCommand(sent: SentCommand): Call {
  const { at, by, document, to, comment = "" } = sent;
  const byInstance = "instances" in to;
  const targets = byInstance ? [] : [{ key: `tag:${to.tag}`, values: to.values }];
  const instanceIds = byInstance ? to.instances : [];
  const request: JsonMap = {
    ...(byInstance ? { instanceIds } : { targets }),
    documentName: document,
    ...(comment === "" ? {} : { comment }),
    parameters: HIDDEN,
    interactive: false,
  };
  return {
    at,
    by,
    service: "ssm",
    name: "SendCommand",
    writes: true,
    request,
    response: { command: commandOf(sent, instanceIds, targets) },
  };
}

function commandOf(
  { at, begins, region, document, to, comment = "", serviceRole = "" }: SentCommand,
  instanceIds: readonly string[],
  targets: readonly JsonMap[],
): JsonMap {
  return {
    commandId: commandId(begins, at),
    documentName: document,
    documentVersion: "$DEFAULT",
    comment,
    expiresAfter: javaTime(begins, at + 7200),
    parameters: HIDDEN,
    instanceIds,
    targets,
    requestedDateTime: javaTime(begins, at),
    status: "Pending",
    statusDetails: "Pending",
    outputS3Region: region,
    outputS3BucketName: "",
    outputS3KeyPrefix: "",
    maxConcurrency: "50",
    maxErrors: "0",
    targetCount: "instances" in to ? to.instances.length : to.count,
    completedCount: 0,
    errorCount: 0,
    deliveryTimedOutCount: 0,
    serviceRole,
    notificationConfig: { notificationArn: "", notificationEvents: [], notificationType: "" },
    cloudWatchOutputConfig: { cloudWatchLogGroupName: "", cloudWatchOutputEnabled: false },
    timeoutSeconds: 3600,
    interactive: false,
    alarmConfiguration: { ignorePollAlarmFailure: false, alarms: [] },
    triggeredAlarms: [],
    clientName: "",
    clientSourceId: "",
    hasSendCommandSignature: false,
    hasCancelCommandSignature: false,
  };
}

/** Returns the id that a command sent at that time has. */
export function commandId(begins: string, at: number): string {
  return drawGuid("command", begins, String(at));
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Returns `Jan 21, 2026, 9:14:07 PM`: how Systems Manager writes times into its answers. */
function javaTime(begins: string, at: number): string {
  const time = new Date(Number(after(momentOf(begins), at) / 10_000n));
  const month = MONTHS[time.getUTCMonth()];
  const [hour, rest] = [time.getUTCHours(), time.toISOString().slice(13, 19)];
  const day = `${month} ${time.getUTCDate()}, ${time.getUTCFullYear()}`;
  return `${day}, ${hour % 12 || 12}${rest} ${hour < 12 ? "AM" : "PM"}`;
}

/** Returns what the agent on an instance asks of Systems Manager, every few minutes. */
export function agentReport(at: number, by: Caller, instance: string, computer: string): Call {
  return {
    at,
    by,
    service: "ssm",
    name: "UpdateInstanceInformation",
    writes: true,
    request: {
      instanceId: instance,
      agentVersion: "3.3.1957.0",
      agentStatus: "Active",
      platformType: "Linux",
      platformName: "Amazon Linux",
      platformVersion: "2023",
      iPAddress: "10.20.4.17",
      computerName: computer,
      agentName: "amazon-ssm-agent",
      availabilityZone: "us-east-2b",
      availabilityZoneId: "use2-az2",
      sSMConnectionChannel: "ssmmessages",
    },
    response: null,
  };
}
