import {
  ACCOUNT,
  BROWSER,
  employee,
  everyday,
  invokes,
  linkedService,
  REGION,
  SUMS_FUNCTION,
  takesRole,
  WEB_SERVER,
  webServerAgent,
} from "../cloud-account.ts";
import { awsService } from "../cloud-identity.ts";
import type { CloudStory } from "../cloud-story.ts";
import { drawGuid } from "../draw.ts";
import { agentReport, sendCommand } from "../ssm-call.ts";

const BEGINS = "2026-01-20T03:00:00Z";
const AGENT_SINCE = "2026-01-20T00:12:44Z";
const ROLE = "AWSServiceRoleForAmazonSSM";
const SESSION = "maintenance-window-patching";

const systemsManager = linkedService("ssm", ROLE, "2026-01-20T03:00:02Z", SESSION);
const operator = employee("j.varga", "Operations", "2026-01-20T03:41:10Z", BROWSER);

/** The maintenance window opens: Systems Manager patches by command and by automation, with its own role. */
export const awsPatchManagement: CloudStory = {
  id: "aws-patch-management",
  account: ACCOUNT,
  region: REGION,
  begins: BEGINS,
  calls: [
    ...everyday(-95, "2026-01-20T02:58:25Z"),
    agentReport(-33, webServerAgent(AGENT_SINCE), WEB_SERVER, "web-1.shop.corp.example"),
    takesRole(2, "ssm", ROLE, SESSION),
    {
      at: 3,
      by: systemsManager,
      service: "resource-groups",
      name: "ListGroupResources",
      request: { group: "patch-tuesday", maxResults: 50 },
    },
    sendCommand({
      at: 5,
      begins: BEGINS,
      by: systemsManager,
      region: REGION,
      document: "AWS-RunPatchBaseline",
      to: { tag: "PatchGroup", values: ["web", "build"], count: 2 },
      comment: "Monthly patches, window mw-0c5d1f7a9e3b24680",
    }),
    {
      at: 9,
      by: webServerAgent(AGENT_SINCE),
      service: "ssm",
      name: "GetDeployablePatchSnapshotForInstance",
      request: { instanceId: WEB_SERVER, snapshotId: drawGuid("snapshot", BEGINS) },
    },
    invokes(60, awsService("events"), SUMS_FUNCTION),
    {
      at: 311,
      by: webServerAgent(AGENT_SINCE),
      service: "ssm",
      name: "PutInventory",
      writes: true,
      request: { instanceId: WEB_SERVER, items: "HIDDEN_DUE_TO_SECURITY_REASONS" },
      response: null,
    },
    {
      at: 840,
      by: systemsManager,
      service: "ssm",
      name: "StartAutomationExecution",
      writes: true,
      request: {
        documentName: "AWS-RestartEC2Instance",
        parameters: "HIDDEN_DUE_TO_SECURITY_REASONS",
        mode: "Auto",
        targetParameterName: "InstanceId",
        targets: [{ key: "tag:PatchGroup", values: ["build"] }],
        maxConcurrency: "1",
        maxErrors: "1",
      },
      response: { automationExecutionId: drawGuid("automation", BEGINS) },
    },
    {
      at: 2484,
      by: operator,
      service: "ssm",
      name: "DescribeInstancePatchStatesForPatchGroup",
      request: { patchGroup: "web", maxResults: 50 },
    },
    {
      at: 2486,
      by: operator,
      service: "ssm",
      name: "ListCommands",
      request: { maxResults: 50 },
    },
  ],
};
