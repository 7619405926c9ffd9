import type { Service } from "./cloud-service.ts";

/** A value of a CloudTrail record. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

export type JsonMap = { readonly [name: string]: Json };

/** What was asked of AWS in one account, told once. */
export interface CloudStory {
  /** Name of the recording's folder. */
  readonly id: string;
  readonly account: string;
  readonly region: string;
  /** ISO time of second 0. */
  readonly begins: string;
  readonly calls: readonly Call[];
}

/** Who calls, and from where. */
export interface Caller {
  readonly identity: JsonMap;
  /** An address, or the name of the AWS service that calls on somebody's behalf. */
  readonly address: string;
  readonly agent: string;
  /** Signed in to the console, in the browser. */
  readonly inConsole?: boolean;
}

/** One call of an API, as the trail keeps it. */
export interface Call {
  /** Seconds after the story begins; the trail keeps whole ones. */
  readonly at: number;
  readonly by: Caller;
  readonly service: Service;
  readonly name: string;
  /** Absent: the call only reads. */
  readonly writes?: boolean;
  /** `null` where the trail keeps none. */
  readonly request: JsonMap | null;
  /** Only calls that change something have one. */
  readonly response?: JsonMap | null;
  /** The call was refused. */
  readonly refused?: { readonly code: string; readonly message: string };
  readonly additional?: JsonMap;
  readonly resources?: readonly JsonMap[];
  /** An event of the data plane, kept only by trails that ask for it. */
  readonly isData?: boolean;
  /** Absent: a call of an API. */
  readonly type?: "AwsConsoleSignIn";
}
