import type { AuditEvent } from "./audit-event.ts";
import { drawNumber } from "./draw.ts";
import { sourcePort } from "./network.ts";
import type { Happening, Process } from "./play.ts";
import type { Connects } from "./story.ts";

/**
 * The filtering platform permitted a connection, and where both ends are on this machine permitted
 * it at the other end too. "Source" is the local end, whichever way the connection goes.
 */
export function connectionAllowed(happening: Happening, deed: Connects): AuditEvent[] {
  const { story, by, other } = happening;
  const { computer, ip } = story.machine;
  const near = { address: deed.from ?? ip, port: sourcePort(happening) };
  const far = { address: deed.to, port: deed.port };
  const outgoing = allowed(computer, by, near, far, true);
  return other === null ? [outgoing] : [allowed(computer, other, far, near, false), outgoing];
}

interface Endpoint {
  readonly address: string;
  readonly port: number;
}

function allowed(
  computer: string,
  process: Process,
  here: Endpoint,
  there: Endpoint,
  outgoing: boolean,
): AuditEvent {
  const layer = outgoing ? "%%14611" : "%%14610";
  return {
    eventId: 5156,
    version: 1,
    task: 12810,
    writer: "kernel",
    data: [
      ["ProcessID", String(process.pid)],
      ["Application", devicePath(process.program.image)],
      ["Direction", outgoing ? "%%14593" : "%%14592"],
      ["SourceAddress", here.address],
      ["SourcePort", String(here.port)],
      ["DestAddress", there.address],
      ["DestPort", String(there.port)],
      ["Protocol", "6"],
      ["FilterRTID", String(68_000 + drawNumber(9000, computer, layer))],
      ["LayerName", layer],
      ["LayerRTID", outgoing ? "48" : "44"],
      ["RemoteUserID", "S-1-0-0"],
      ["RemoteMachineID", "S-1-0-0"],
    ],
  };
}

function devicePath(image: string): string {
  return image.toLowerCase().replace(/^c:/, "\\device\\harddiskvolume3");
}
