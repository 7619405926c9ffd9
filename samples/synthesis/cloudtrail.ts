import { hostOf, regionOf, versionOf } from "./cloud-service.ts";
import type { Call, CloudStory, Json, JsonMap } from "./cloud-story.ts";
import { drawGuid } from "./draw.ts";
import { after, momentOf, taskTime } from "./moment.ts";

/**
 * Returns what CloudTrail keeps of a story, in the order of the calls. Fields and their order:
 * "CloudTrail record contents" of the user guide, and records as they are delivered.
 */
export function cloudTrailRecords(story: CloudStory): JsonMap[] {
  return story.calls
    .toSorted((a, b) => a.at - b.at)
    .map((call, index) => recordOf(call, story, String(index)));
}

/** Returns the text of a log file. In the bucket it is one line; here a record has a line of its own. */
export function logFile(records: readonly JsonMap[]): string {
  return `{"Records":[\n${records.map((record) => JSON.stringify(record)).join(",\n")}\n]}\n`;
}

function recordOf(
  call: Call,
  { id, account, region, begins }: CloudStory,
  ordinal: string,
): JsonMap {
  const { by, service, name, refused } = call;
  const isSignIn = call.type === "AwsConsoleSignIn";
  const present = (fields: Readonly<Record<string, Json | undefined>>): JsonMap =>
    Object.fromEntries(
      Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined),
    );
  return present({
    eventVersion: versionOf(service),
    userIdentity: by.identity,
    eventTime: `${taskTime(after(momentOf(begins), call.at))}Z`,
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: regionOf(service, region),
    sourceIPAddress: by.address,
    userAgent: by.agent,
    errorCode: refused?.code,
    errorMessage: refused?.message,
    requestParameters: call.request,
    responseElements: call.response ?? null,
    additionalEventData: call.additional,
    requestID: isSignIn ? undefined : drawGuid("request", id, ordinal),
    eventID: drawGuid("event", id, ordinal),
    readOnly: !(call.writes ?? false),
    resources: call.resources,
    eventType: call.type ?? "AwsApiCall",
    managementEvent: !(call.isData ?? false),
    recipientAccountId: account,
    sharedEventID:
      by.identity["type"] === "AWSService" ? drawGuid("shared", id, ordinal) : undefined,
    eventCategory: call.isData ? "Data" : "Management",
    tlsDetails: by.address.endsWith(".amazonaws.com") ? undefined : tlsDetails(call, region),
    sessionCredentialFromConsole: by.inConsole && !isSignIn ? "true" : undefined,
  });
}

function tlsDetails({ service }: Call, region: string): JsonMap {
  return {
    tlsVersion: "TLSv1.3",
    cipherSuite: "TLS_AES_128_GCM_SHA256",
    clientProvidedHostHeader:
      service === "signin" ? `${region}.signin.aws.amazon.com` : hostOf(service, region),
  };
}
