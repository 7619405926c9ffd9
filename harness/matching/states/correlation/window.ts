import type { WindowItem } from "./window-item.ts";
import type { Occurrence } from "../../model/matcher.ts";

/** The items of a stretch of time, oldest first. */
export class Window<Event extends Occurrence> {
  #items: WindowItem<Event>[] = [];
  #first = 0;

  get size(): number {
    return this.#items.length - this.#first;
  }

  get oldest(): WindowItem<Event> | undefined {
    return this.#items[this.#first];
  }

  get newest(): WindowItem<Event> | undefined {
    return this.#first < this.#items.length ? this.#items.at(-1) : undefined;
  }

  get items(): readonly WindowItem<Event>[] {
    return this.#items.slice(this.#first);
  }

  add(item: WindowItem<Event>): void {
    this.#items.push(item);
  }

  /** Takes the oldest item out. */
  shift(): WindowItem<Event> {
    const item = this.#items[this.#first++]!;
    // Room is given back when half of it is empty: so each item is moved once, on average.
    if (this.#first * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    return item;
  }

  /** Keeps the items that a test holds for. */
  keep(test: (item: WindowItem<Event>) => boolean): void {
    this.#items = this.items.filter(test);
    this.#first = 0;
  }
}
