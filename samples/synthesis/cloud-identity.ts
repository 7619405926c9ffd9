import { drawHex } from "./draw.ts";
import type { Caller, JsonMap } from "./cloud-story.ts";

/** A role of an account. */
export interface Role {
  readonly account: string;
  readonly name: string;
  /** With its slashes on both sides; absent: none. */
  readonly path?: string;
}

export interface Session {
  /** What the one who took the role called the session. */
  readonly name: string;
  /** ISO time in whole seconds. */
  readonly since: string;
  readonly withMfa?: boolean;
  /** The credentials were handed out by the metadata service of an instance. */
  readonly onInstance?: boolean;
  /** The service that calls with the role on its owner's behalf. */
  readonly invokedBy?: string;
}

/** Returns `userIdentity` of a session of a role. */
export function roleSession(role: Role, session: Session): JsonMap {
  const { account, name, path = "/" } = role;
  const principalId = idOf("AROA", 17, account, name);
  return {
    type: "AssumedRole",
    principalId: `${principalId}:${session.name}`,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/${session.name}`,
    accountId: account,
    ...(session.invokedBy === undefined
      ? { accessKeyId: idOf("ASIA", 16, account, name, session.name, session.since) }
      : {}),
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId,
        arn: `arn:aws:iam::${account}:role${path}${name}`,
        accountId: account,
        userName: name,
      },
      attributes: {
        creationDate: session.since,
        mfaAuthenticated: String(session.withMfa ?? false),
      },
      ...(session.onInstance ? { ec2RoleDelivery: "2.0" } : {}),
    },
    ...(session.invokedBy === undefined ? {} : { invokedBy: session.invokedBy }),
  };
}

/** Returns a service of AWS that calls in its own name. */
export function awsService(service: string): Caller {
  const host = `${service}.amazonaws.com`;
  return { identity: { type: "AWSService", invokedBy: host }, address: host, agent: host };
}

/** Returns a service of AWS that calls with a role of the account. */
export function serviceWithRole(service: string, role: Role, session: Session): Caller {
  const host = `${service}.amazonaws.com`;
  const identity = roleSession(role, { ...session, invokedBy: host });
  return { identity, address: host, agent: host };
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Returns an id of IAM's. Like those of AWS's manuals it ends in EXAMPLE, so that it is nobody's. */
export function idOf(prefix: string, length: number, ...of: readonly string[]): string {
  const ending = "EXAMPLE";
  const drawn = Buffer.from(drawHex(64, prefix, ...of), "hex").subarray(0, length - ending.length);
  return prefix + [...drawn].map((byte) => BASE32[byte % 32]).join("") + ending;
}

/** Returns the id of an instance. */
export function instanceId(name: string): string {
  return `i-0${drawHex(16, "instance", name).toLowerCase()}`;
}
