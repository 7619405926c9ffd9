import {
  ACCOUNT,
  BROWSER,
  BUILD_SERVER,
  employee,
  everyday,
  invokes,
  REGION,
  SUMS_FUNCTION,
  takesRole,
  WEB_SERVER,
  webServerAgent,
} from "../cloud-account.ts";
import { awsService } from "../cloud-identity.ts";
import type { CloudStory } from "../cloud-story.ts";
import { agentReport } from "../ssm-call.ts";

const SINCE = "2026-01-22T08:14:31Z";
const developer = employee("a.lindqvist", "Developer", SINCE, BROWSER);
const DEVELOPER_ARN = developer.identity["arn"] as string;
const instanceOf = (instanceId: string) => ({ items: [{ instanceId }] });

/** A developer looks around in the console: commands, documents and functions, and a server is started. */
export const awsConsoleWork: CloudStory = {
  id: "aws-console-work",
  account: ACCOUNT,
  region: REGION,
  begins: SINCE,
  calls: [
    ...everyday(-140, "2026-01-22T08:12:11Z"),
    {
      at: 0,
      by: developer,
      service: "signin",
      name: "ConsoleLogin",
      writes: true,
      type: "AwsConsoleSignIn",
      request: null,
      response: { ConsoleLogin: "Success" },
      additional: {
        LoginTo: `https://${REGION}.console.aws.amazon.com/console/home?region=${REGION}`,
        MobileVersion: "No",
        MFAUsed: "No",
      },
    },
    {
      at: 6,
      by: developer,
      service: "health",
      name: "DescribeEventAggregates",
      request: {
        aggregateField: "eventTypeCategory",
        filter: { eventStatusCodes: ["open", "upcoming"] },
      },
    },
    {
      at: 31,
      by: developer,
      service: "ec2",
      name: "DescribeInstances",
      request: { maxResults: 100, instancesSet: {}, filterSet: {} },
    },
    {
      at: 58,
      by: developer,
      service: "ec2",
      name: "StartInstances",
      writes: true,
      request: { instancesSet: instanceOf(BUILD_SERVER) },
      response: {
        instancesSet: {
          items: [
            {
              instanceId: BUILD_SERVER,
              currentState: { code: 0, name: "pending" },
              previousState: { code: 80, name: "stopped" },
            },
          ],
        },
      },
    },
    agentReport(73, webServerAgent("2026-01-22T06:02:19Z"), WEB_SERVER, "web-1.shop.corp.example"),
    {
      at: 121,
      by: developer,
      service: "ssm",
      name: "ListCommands",
      request: { maxResults: 50, filters: [{ key: "Status", value: "Success" }] },
    },
    {
      at: 134,
      by: developer,
      service: "ssm",
      name: "DescribeDocument",
      request: { name: "AWS-RunShellScript" },
    },
    {
      at: 180,
      by: developer,
      service: "ssm",
      name: "DescribeAutomationExecutions",
      request: { maxResults: 50 },
    },
    invokes(195, awsService("events"), SUMS_FUNCTION),
    takesRole(196, "lambda", "shop-sums", SUMS_FUNCTION),
    {
      at: 233,
      by: developer,
      service: "lambda",
      name: "GetFunction20150331v2",
      request: { functionName: SUMS_FUNCTION },
    },
    {
      at: 262,
      by: developer,
      service: "logs",
      name: "FilterLogEvents",
      request: { logGroupName: `/aws/lambda/${SUMS_FUNCTION}`, limit: 100 },
    },
    {
      at: 290,
      by: developer,
      service: "iam",
      name: "ListUsers",
      request: { maxItems: 1000 },
      refused: {
        code: "AccessDenied",
        message: `User: ${DEVELOPER_ARN} is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::${ACCOUNT}:user/ because no identity-based policy allows the iam:ListUsers action`,
      },
    },
  ],
};
