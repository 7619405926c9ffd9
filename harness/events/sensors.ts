import type { LogSource } from "./log-sources/log-source.ts";
import { WINDOWS_SERVICES } from "./log-sources/windows-services.ts";

/** Channel, in lower case → sensor. Where two services share a channel, the first of the table. */
const SENSOR_OF_CHANNEL = new Map<string, string>();
for (const [service, channels] of Object.entries(WINDOWS_SERVICES))
  for (const channel of channels)
    if (!SENSOR_OF_CHANNEL.has(channel.toLowerCase()))
      SENSOR_OF_CHANNEL.set(channel.toLowerCase(), service);

/** The sensor of Windows channels that no table row names. */
export const OTHER_WINDOWS = "windows";
/** The sensor of telemetry that neither says nor was declared what it is. */
export const UNKNOWN_SENSOR = "unknown";

/** Sensors that are recognised by the form of their records, and the log source each of them is. */
export const RECOGNISED_SENSORS: Readonly<Record<string, LogSource>> = {
  cloudtrail: { product: "aws", service: "cloudtrail" },
  // Of Elastic Defend; and other events in the Elastic Common Schema that no Windows log wrote.
  endpoint: { service: "endpoint" },
  ecs: { service: "ecs" },
};

/** The recognised sensors whose events are recorded in the Elastic Common Schema. */
export const ECS_SENSORS: ReadonlySet<string> = new Set(["endpoint", "ecs"]);

/** Returns the names of all sensors that are known; telemetry can be declared to be of others. */
export function knownSensors(): ReadonlySet<string> {
  return new Set([
    ...SENSOR_OF_CHANNEL.values(),
    OTHER_WINDOWS,
    ...Object.keys(RECOGNISED_SENSORS),
  ]);
}

/**
 * Returns the name of what produced an event: the Sigma service of its channel (`sysmon`,
 * `security`, `powershell`, …), `windows` for other channels, the declared service or product for
 * telemetry without channel, else `unknown`.
 */
export function sensorOf(
  provider: string | null,
  channel: string | null,
  declared: LogSource | null,
): string {
  if (channel !== null) return SENSOR_OF_CHANNEL.get(channel.toLowerCase()) ?? OTHER_WINDOWS;
  if (provider === "Microsoft-Windows-Sysmon") return "sysmon";
  return declared?.service ?? declared?.product ?? UNKNOWN_SENSOR;
}
