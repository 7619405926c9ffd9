/** Versions of the record that each service wrote in early 2026; they move one by one. */
const VERSIONS = {
  ec2: "1.10",
  health: "1.08",
  iam: "1.10",
  lambda: "1.11",
  logs: "1.11",
  "resource-groups": "1.09",
  signin: "1.09",
  ssm: "1.08",
  sts: "1.08",
} as const;

/** A service of AWS by the first part of its `eventSource`. */
export type Service = keyof typeof VERSIONS;

export function versionOf(service: Service): string {
  return VERSIONS[service];
}

/** IAM has one endpoint for the world, and its calls are kept in the region of that endpoint. */
export function regionOf(service: Service, region: string): string {
  return service === "iam" ? "us-east-1" : region;
}

export function hostOf(service: Service, region: string): string {
  return service === "iam" ? "iam.amazonaws.com" : `${service}.${region}.amazonaws.com`;
}
