import {
  ACCOUNT,
  DATABASE_SERVER,
  everyday,
  invokes,
  REGION,
  shop,
  SUMS_FUNCTION,
  takesRole,
  WEB_SERVER,
  webServerAgent,
  webServerSession,
} from "../cloud-account.ts";
import { awsService } from "../cloud-identity.ts";
import type { Call, Caller, CloudStory } from "../cloud-story.ts";
import { drawGuid } from "../draw.ts";
import { agentReport, commandId, sendCommand } from "../ssm-call.ts";

const BEGINS = "2026-01-21T21:02:00Z";
const SINCE = "2026-01-21T18:31:07Z";
const ROLE_ARN = `arn:aws:sts::${ACCOUNT}:assumed-role/shop-web-server/${WEB_SERVER}`;

/** The credentials of the web server's role, used from where no server of the account stands. */
function thief(command: string): Caller {
  return {
    identity: webServerSession(SINCE),
    address: "203.0.113.77",
    agent: `aws-cli/2.22.35 md/awscrt#0.22.0 ua/2.0 os/linux#6.11.2-amd64 md/arch#x86_64 lang/python#3.12.6 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/prompt#off md/command#${command}`,
  };
}

function refusal(action: string, resource: string): NonNullable<Call["refused"]> {
  return {
    code: "AccessDenied",
    message: `User: ${ROLE_ARN} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  };
}

const DATABASE_ARN = `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/${DATABASE_SERVER}`;

/** Stolen credentials of a server's role run commands: on the database in vain, on the server, by automation, by a function. */
export const awsSsmSendCommand: CloudStory = {
  id: "aws-ssm-send-command",
  account: ACCOUNT,
  region: REGION,
  begins: BEGINS,
  calls: [
    ...everyday(-310, "2026-01-21T20:56:50Z"),
    agentReport(-122, webServerAgent(SINCE), WEB_SERVER, "web-1.shop.corp.example"),
    {
      at: -41,
      by: shop(SINCE),
      service: "ssm",
      name: "GetParameter",
      request: { name: "/shop/database/host", withDecryption: false },
      resources: [
        {
          accountId: ACCOUNT,
          ARN: `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/shop/database/host`,
        },
      ],
    },
    {
      at: 0,
      by: thief("sts.get-caller-identity"),
      service: "sts",
      name: "GetCallerIdentity",
      request: null,
    },
    {
      at: 19,
      by: thief("iam.list-users"),
      service: "iam",
      name: "ListUsers",
      request: null,
      refused: refusal("iam:ListUsers", `arn:aws:iam::${ACCOUNT}:user/`),
    },
    {
      at: 44,
      by: thief("ec2.describe-instances"),
      service: "ec2",
      name: "DescribeInstances",
      request: { instancesSet: {}, filterSet: {} },
    },
    {
      at: 71,
      by: thief("ssm.describe-instance-information"),
      service: "ssm",
      name: "DescribeInstanceInformation",
      request: null,
    },
    {
      at: 133,
      by: thief("ssm.send-command"),
      service: "ssm",
      name: "SendCommand",
      writes: true,
      request: {
        instanceIds: [DATABASE_SERVER],
        documentName: "AWS-RunShellScript",
        parameters: "HIDDEN_DUE_TO_SECURITY_REASONS",
        interactive: false,
      },
      refused: refusal("ssm:SendCommand", DATABASE_ARN),
    },
    sendCommand({
      at: 168,
      begins: BEGINS,
      by: thief("ssm.send-command"),
      region: REGION,
      document: "AWS-RunShellScript",
      to: { instances: [WEB_SERVER] },
    }),
    {
      at: 174,
      by: thief("ssm.get-command-invocation"),
      service: "ssm",
      name: "GetCommandInvocation",
      request: { commandId: commandId(BEGINS, 168), instanceId: WEB_SERVER },
    },
    agentReport(178, webServerAgent(SINCE), WEB_SERVER, "web-1.shop.corp.example"),
    invokes(182, awsService("events"), SUMS_FUNCTION),
    takesRole(183, "lambda", "shop-sums", SUMS_FUNCTION),
    {
      at: 240,
      by: thief("ssm.list-documents"),
      service: "ssm",
      name: "ListDocuments",
      request: { filters: [{ key: "Owner", values: ["Self"] }] },
    },
    {
      at: 262,
      by: thief("ssm.start-automation-execution"),
      service: "ssm",
      name: "StartAutomationExecution",
      writes: true,
      request: {
        documentName: "shop-restart-web",
        parameters: "HIDDEN_DUE_TO_SECURITY_REASONS",
        mode: "Auto",
      },
      response: { automationExecutionId: drawGuid("automation", BEGINS) },
    },
    {
      at: 301,
      by: thief("lambda.list-functions"),
      service: "lambda",
      name: "ListFunctions20150331",
      request: null,
    },
    invokes(329, thief("lambda.invoke"), SUMS_FUNCTION),
  ],
};
