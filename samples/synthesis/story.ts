import type { LibraryPath } from "./libraries.ts";
import type { Machine, Running, SessionName } from "./machine.ts";
import type { ProgramName } from "./programs.ts";

/**
 * What happened on one machine, told once: who did what, how many seconds after the story begins.
 * Both recordings of a scenario are made from the same story, so a process has one id, one parent
 * and one start time, whoever saw it.
 */
export interface Story {
  /** Name of the recordings' folder. */
  readonly id: string;
  readonly machine: Machine;
  /** ISO time of second 0. */
  readonly begins: string;
  /** Processes, besides the machine's own, that run already. */
  readonly running?: Readonly<Record<string, Running>>;
  readonly steps: readonly Step[];
}

/** `who` is a process by the name it was given in `running` or by the step that started it. */
export type Step = { readonly at: number; readonly who: string } & Deed;

export type Deed =
  | Starts
  | { readonly does: "ends" }
  | { readonly does: "loads"; readonly library: LibraryPath }
  | { readonly does: "writes"; readonly file: string }
  | { readonly does: "sets value"; readonly key: string; readonly details: string }
  | { readonly does: "resolves"; readonly name: string; readonly results: string }
  | Connects
  | {
      readonly does: "opens";
      readonly process: string;
      readonly access: string;
      readonly trace: string;
    }
  | { readonly does: "registers task"; readonly task: Task }
  | { readonly does: "creates account"; readonly account: Account }
  | { readonly does: "adds member"; readonly account: Account; readonly group: Group }
  | { readonly does: "lists members"; readonly group: Group }
  | { readonly does: "reads credentials"; readonly target: string }
  | { readonly does: "logs on"; readonly as: SessionName }
  | { readonly does: "adjusts privilege"; readonly privilege: string };

export interface Starts {
  readonly does: "starts";
  /** The new process's name in this story. */
  readonly process: string;
  readonly program: ProgramName;
  readonly line: string;
  /** Ends in a backslash. Absent: the parent's. */
  readonly cwd?: string;
  /** Absent: the parent's. */
  readonly as?: SessionName;
}

/** An outgoing connection over TCP. */
export interface Connects {
  readonly does: "connects";
  readonly to: string;
  readonly port: number;
  readonly host?: string;
  /** Absent: the machine's address. */
  readonly from?: string;
  /** The process of the same machine that answers; its side of the connection is logged too. */
  readonly listener?: string;
}

export interface Task {
  /** With its leading backslash. */
  readonly name: string;
  readonly command: string;
  readonly arguments?: string;
  readonly description?: string;
  readonly trigger: { readonly starts: string; readonly everyDays?: number };
  /** Whose token the task gets. */
  readonly runAs: { readonly sid: string; readonly logonType?: string; readonly highest: boolean };
}

/** A local account of the machine. */
export interface Account {
  readonly name: string;
  readonly rid: number;
}

export type Group = "Administrators" | "Users" | "Remote Desktop Users" | "Backup Operators";
