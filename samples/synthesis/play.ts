import { drawNumber } from "./draw.ts";
import { sessionOf, type Machine, type Running, type Session } from "./machine.ts";
import { after, momentOf, plusTicks, type Moment } from "./moment.ts";
import { programOf, type Program } from "./programs.ts";
import type { Deed, Starts, Step, Story } from "./story.ts";

/** A process of the story, as both sensors know it. */
export interface Process {
  readonly program: Program;
  readonly line: string;
  readonly cwd: string;
  readonly session: Session;
  readonly pid: number;
  /** Ordinal since boot; with the boot's number it makes Sysmon's GUID and the start key of 4698. */
  readonly sequence: number;
  readonly started: Moment;
  /** `null` where the parent has gone long ago. */
  readonly parent: Process | null;
}

/** A step of the story with its names resolved. */
export interface Happening {
  readonly story: Story;
  readonly moment: Moment;
  readonly by: Process;
  readonly deed: Deed;
  /** The process that the deed started or opened, or that took the connection. */
  readonly other: Process | null;
}

const FIRST_SEQUENCE_OF_STORY = 0x1200;

/** What happened, in order of time, and who was there. */
export interface Performance {
  readonly happenings: readonly Happening[];
  /** Returns a process of the story by its name in it. Throws if there is none. */
  readonly find: (name: string) => Process;
}

/** Plays a story. Throws if a step names a process that does not run. */
export function play(story: Story): Performance {
  const cast = new Cast(story);
  for (const [name, running] of Object.entries(story.machine.running))
    cast.join(name, running, true);
  for (const [name, running] of Object.entries(story.running ?? {}))
    cast.join(name, running, false);
  const inOrder = [...story.steps].sort((a, b) => a.at - b.at);
  const happenings = inOrder.map((step) => happen(story, cast, step));
  return { happenings, find: (name) => cast.find(name) };
}

function happen(story: Story, cast: Cast, step: Step): Happening {
  const { at, who, ...deed } = step;
  const moment = after(momentOf(story.begins), at);
  const by = cast.find(who);
  return { story, moment, by, deed, other: counterpart(cast, deed, by, moment) };
}

function counterpart(cast: Cast, deed: Deed, by: Process, moment: Moment): Process | null {
  if (deed.does === "starts") return cast.start(deed, by, moment);
  if (deed.does === "opens") return cast.find(deed.process);
  if (deed.does === "connects" && deed.listener !== undefined) return cast.find(deed.listener);
  return null;
}

/** The processes of one story, and their ids. */
class Cast {
  readonly #story: Story;
  readonly #machine: Machine;
  readonly #known = new Map<string, Process>();
  readonly #pids = new Set<number>();
  #started = 0;

  constructor(story: Story) {
    this.#story = story;
    this.#machine = story.machine;
  }

  find(name: string): Process {
    const process = this.#known.get(name);
    if (!process) throw new Error(`${this.#story.id}: nobody is called "${name}"`);
    return process;
  }

  /** Adds a process that started before the recording: with the machine, or in this story. */
  join(name: string, running: Running, withMachine: boolean): void {
    const owner = withMachine ? this.#machine.computer : this.#story.id;
    const session = sessionOf(this.#machine, running.as);
    const ordinal = this.#known.size;
    this.#known.set(name, {
      program: programOf(running.program),
      line: running.line,
      cwd: running.cwd ?? "C:\\Windows\\system32\\",
      session,
      pid: this.#newPid(owner, name),
      sequence: 0x30 + ordinal * 7,
      started: plusTicks(
        after(momentOf(session.began), 1 + ordinal * 0.75),
        drawNumber(9000, owner, name),
      ),
      parent: running.by === undefined ? null : this.find(running.by),
    });
  }

  start(deed: Starts, parent: Process, moment: Moment): Process {
    if (this.#known.has(deed.process))
      throw new Error(`${this.#story.id}: two processes are called "${deed.process}"`);
    const process: Process = {
      program: programOf(deed.program),
      line: deed.line,
      cwd: deed.cwd ?? parent.cwd,
      session: deed.as === undefined ? parent.session : sessionOf(this.#machine, deed.as),
      pid: this.#newPid(this.#story.id, deed.process),
      sequence: FIRST_SEQUENCE_OF_STORY + drawNumber(0x2000, this.#story.id) + this.#started++,
      started: moment,
      parent,
    };
    this.#known.set(deed.process, process);
    return process;
  }

  #newPid(...of: string[]): number {
    for (let attempt = 0; ; attempt++) {
      const pid = 1000 + 4 * drawNumber(4000, "pid", ...of, String(attempt));
      if (this.#pids.has(pid)) continue;
      this.#pids.add(pid);
      return pid;
    }
  }
}
