import {
  awsService,
  idOf,
  instanceId,
  roleSession,
  serviceWithRole,
  type Role,
} from "./cloud-identity.ts";
import type { Call, Caller } from "./cloud-story.ts";
import { drawHex } from "./draw.ts";

/** The account in which all stories of the cloud happen: one of those that AWS's manuals use. */
export const ACCOUNT = "111122223333";
export const REGION = "us-east-2";

/** The shop's web server, its neighbours, and what runs the shop's nightly sums. */
export const WEB_SERVER = instanceId("web");
export const DATABASE_SERVER = instanceId("database");
export const BUILD_SERVER = instanceId("build");
export const SUMS_FUNCTION = "shop-nightly-sums";

const WEB_ROLE: Role = { account: ACCOUNT, name: "shop-web-server" };
const SSO = "/aws-reserved/sso.amazonaws.com/";

/** Returns the session that an instance has of its own role. */
export function webServerSession(since: string): Caller["identity"] {
  return roleSession(WEB_ROLE, { name: WEB_SERVER, since, onInstance: true });
}

/** Returns the agent of Systems Manager on the web server. */
export function webServerAgent(since: string): Caller {
  return {
    identity: webServerSession(since),
    address: "198.51.100.14",
    agent: "aws-sdk-go/1.55.5 (go1.22.11; linux; amd64) amazon-ssm-agent/3.3.1957.0",
  };
}

/** Returns the shop's own program on the web server. */
export function shop(since: string): Caller {
  return {
    identity: webServerSession(since),
    address: "198.51.100.14",
    agent:
      "Boto3/1.36.3 md/Botocore#1.36.3 ua/2.0 os/linux#6.1.119 md/arch#x86_64 lang/python#3.11.6",
  };
}

/** Returns an employee who signed in through IAM Identity Center, in the browser or with the tools. */
export function employee(name: string, permissions: string, since: string, agent: string): Caller {
  const suffix = drawHex(16, "permissions", permissions).toLowerCase();
  const role = { account: ACCOUNT, name: `AWSReservedSSO_${permissions}_${suffix}`, path: SSO };
  return {
    identity: roleSession(role, { name: `${name}@corp.example`, since }),
    address: "192.0.2.40",
    agent,
    inConsole: agent.startsWith("Mozilla"),
  };
}

export const BROWSER =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0.0.0 Safari/537.36";

/** Returns a service of AWS with the role that it made for itself in the account. */
export function linkedService(
  service: string,
  roleName: string,
  since: string,
  session: string,
): Caller {
  const path = `/aws-service-role/${service}.amazonaws.com/`;
  return serviceWithRole(
    service,
    { account: ACCOUNT, name: roleName, path },
    { name: session, since },
  );
}

/** A service takes the role that it is about to call with. */
export function takesRole(at: number, service: string, roleName: string, session: string): Call {
  const isLinked = roleName.startsWith("AWSServiceRole");
  const path = isLinked ? `/aws-service-role/${service}.amazonaws.com/` : "/";
  const roleArn = `arn:aws:iam::${ACCOUNT}:role${path}${roleName}`;
  return {
    at,
    by: awsService(service),
    service: "sts",
    name: "AssumeRole",
    request: { roleArn, roleSessionName: session },
    response: {
      credentials: {
        accessKeyId: idOf("ASIA", 16, ACCOUNT, roleName, session, String(at)),
        sessionToken: "IQoJb3JpZ2luX2VjEXAMPLETOKEN",
      },
      assumedRoleUser: {
        assumedRoleId: `${idOf("AROA", 17, ACCOUNT, roleName)}:${session}`,
        arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${roleName}/${session}`,
      },
    },
    resources: [{ accountId: ACCOUNT, type: "AWS::IAM::Role", ARN: roleArn }],
  };
}

/** A function is invoked: by a service when it is due, or by somebody who names it. */
export function invokes(at: number, by: Caller, functionName: string): Call {
  const functionArn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${functionName}`;
  return {
    at,
    by,
    service: "lambda",
    name: "Invoke",
    writes: true,
    isData: true,
    request: { functionName: functionArn, invocationType: "Event" },
    additional: { functionVersion: `${functionArn}:$LATEST` },
    resources: [{ accountId: ACCOUNT, type: "AWS::Lambda::Function", ARN: functionArn }],
  };
}

/** Returns calls that any account is full of: inventories that services of AWS take for themselves. */
export function everyday(at: number, since: string): Call[] {
  const config = linkedService("config", "AWSServiceRoleForConfig", since, "AWSConfig-Describe");
  return [
    takesRole(at, "config", "AWSServiceRoleForConfig", "AWSConfig-Describe"),
    {
      at: at + 2,
      by: config,
      service: "ec2",
      name: "DescribeInstances",
      request: { maxResults: 1000, instancesSet: {}, filterSet: {} },
    },
    {
      at: at + 4,
      by: config,
      service: "lambda",
      name: "ListFunctions20150331",
      request: { maxItems: 50 },
    },
    {
      at: at + 5,
      by: config,
      service: "ssm",
      name: "DescribeInstanceInformation",
      request: { maxResults: 50 },
    },
  ];
}
