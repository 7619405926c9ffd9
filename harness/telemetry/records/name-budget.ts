/**
 * What the names of one event's fields may come to. The name of an element stands once in the text, and in
 * the names of as many fields as the element has attributes.
 */

/** In UTF-16 units: so much for every event, and so often what it is long itself. */
const [UNITS_OF_ALL, UNITS_PER_UNIT] = [65_536, 4];

export class NameBudget {
  #left: number;

  /** @param units that the event is long */
  constructor(units: number) {
    this.#left = UNITS_OF_ALL + UNITS_PER_UNIT * units;
  }

  /** Counts a name; false if the names are too long from now on. */
  take(name: string): boolean {
    this.#left -= name.length;
    return this.#left >= 0;
  }
}
