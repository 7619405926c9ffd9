/**
 * Windows events as NDJSON, without parsing each line: it is compared with the templates of the lines
 * before it (`template-tree.ts`), which also shows that it is well-formed. A line that fits none is
 * taken apart, and makes a template (`line-template.ts`).
 *
 * The law: a line that may be broken, or whose fields are not those of the template for sure, is
 * declined, and `JSON.parse` decides. What is not declined is the event that `eventOfJson` makes of
 * it. `tests/telemetry/json/line-scanner.test.ts` keeps both.
 */
import type { LogEvent } from "../../events/event.ts";
import type { LogSource } from "../../events/log-sources/log-source.ts";
import { type EventLayout, TemplatedEvent } from "../records/templated-event.ts";
import { nextSign } from "../records/next-sign.ts";
import { TemplateTree } from "../records/template-tree.ts";
import { nextControl } from "./control-signs.ts";
import { exactDocument, templateOf } from "./line-template.ts";
import { valueEnd } from "./line-values.ts";
import { OriginalEvent } from "./open-event.ts";

/** Longer lines are left alone: the engine keeps what was looked at for a while. */
const LONGEST = 1024 * 1024;
/** So many templates are learned beyond the lines that fit one: where none comes again, it is in vain. */
const MAX_MISSES = 1000;

/** Of all recordings that are not declared to be anything: events of one template are in many of them. */
const shared = new TemplateTree<EventLayout>(valueEnd);

export class LineScanner {
  readonly #declared: LogSource | null;
  readonly #templates: TemplateTree<EventLayout>;
  #text = "";
  #isWellFormed = true;
  /** Where the next control character and the next carriage return stand, once looked for. */
  #control = -1;
  #return = -1;
  #misses = 0;

  constructor(declared: LogSource | null) {
    this.#declared = declared;
    this.#templates = declared ? new TemplateTree(valueEnd) : shared;
  }

  /** Returns the event that a line of the text is, or `null` if that is for others to decide. */
  find(text: string, from: number, to: number, position: number): LogEvent | null {
    if (to - from > LONGEST) return null;
    if (text !== this.#text) {
      this.#text = text;
      this.#isWellFormed = text.isWellFormed();
      this.#control = -1;
      this.#return = -1;
    }
    if (this.#return < from) this.#return = nextSign(text, "\r", from);
    if (!this.#isWellFormed && !text.slice(from, to).isWellFormed()) return null;
    const lineEnd = this.#return === to - 1 ? to - 1 : to;
    if (this.#return < lineEnd) return null;
    if (this.#control < from) this.#control = nextControl(text, from);
    if (this.#control < lineEnd) return null;
    const layout = this.#known(text, from, lineEnd) ?? this.#learned(text, from, lineEnd);
    if (!layout) return null;
    const starts = this.#templates.starts.slice();
    const event = new TemplatedEvent(position, layout, text, starts, lineEnd);
    if (layout.class.original === null) return event;
    return new OriginalEvent(event, () => exactDocument(text.slice(from, lineEnd)));
  }

  #known(text: string, from: number, to: number): EventLayout | null {
    const layout = this.#templates.find(text, from);
    if (!layout || this.#templates.end !== to) return null;
    this.#misses = Math.max(0, this.#misses - 1);
    return layout;
  }

  #learned(text: string, from: number, to: number): EventLayout | null {
    if (this.#misses++ > MAX_MISSES) return null;
    const template = templateOf(text.slice(from, to), this.#declared);
    if (!template) return null;
    this.#templates.add(template);
    const layout = this.#templates.find(text, from);
    return this.#templates.end === to ? layout : null;
  }
}
