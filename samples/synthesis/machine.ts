import type { ProgramName } from "./programs.ts";

/** A logon session: whose token its processes carry. A split administrator has two of them. */
export interface Session {
  /** As Sysmon writes it, e.g. `CORP\j.moreau`. */
  readonly user: string;
  readonly sid: string;
  /** As the Security log writes the subject: for SYSTEM the computer's account. */
  readonly account: { readonly name: string; readonly domain: string };
  readonly logonId: number;
  readonly terminal: number;
  /** ISO time of the logon. */
  readonly began: string;
  readonly integrity: Integrity;
  readonly elevation: Elevation;
}

export type Integrity = "Low" | "Medium" | "High" | "System";
/** Token elevation type: not split, the full half, the filtered half. */
export type Elevation = "default" | "full" | "limited";

/** The names by which stories call the sessions of a machine. */
export type SessionName = "system" | "network service" | "user" | "elevated";

/** A process that runs before a recording begins. */
export interface Running {
  readonly program: ProgramName;
  readonly line: string;
  readonly as: SessionName;
  readonly by?: string;
  readonly cwd?: string;
}

/** A computer of the invented network. */
export interface Machine {
  /** Fully qualified, e.g. `WS-FIN-07.corp.example`. */
  readonly computer: string;
  readonly ip: string;
  readonly windows: "Windows 11 23H2" | "Windows Server 2022";
  /** Version resource of the files that belong to Windows. */
  readonly fileVersion: string;
  /** First eight hexadecimal digits of every Sysmon GUID of this machine. */
  readonly sysmonId: string;
  readonly bootId: number;
  /** ISO time. */
  readonly booted: string;
  /** Security identifier of the local account domain. */
  readonly localSid: string;
  readonly sessions: Partial<Record<SessionName, Session>>;
  readonly running: Readonly<Record<string, Running>>;
}

/** Returns the computer's name without its domain. */
export function hostName(machine: Machine): string {
  return machine.computer.slice(0, machine.computer.indexOf("."));
}

/** Returns a session of the machine. Throws if the machine has no such session. */
export function sessionOf(machine: Machine, name: SessionName): Session {
  const session = machine.sessions[name];
  if (!session) throw new Error(`${machine.computer} has no session "${name}"`);
  return session;
}
