import type { RecordLayout } from "./record-layout.ts";

const MAX_LAYOUTS = 8;

/** What a layout is known by (`signature.ts`): numbers, of which the first `length` count. */
export interface LayoutKey {
  readonly numbers: Float64Array;
  readonly length: number;
}

/** The layouts that records of a template had last, the most recently used first. */
export class LayoutCache {
  readonly #signatures: Float64Array[] = [];
  readonly #layouts: RecordLayout[] = [];

  find(key: LayoutKey): RecordLayout | null {
    const signatures = this.#signatures;
    for (let i = 0; i < signatures.length; i++) {
      if (!isSame(signatures[i]!, key)) continue;
      const layout = this.#layouts[i]!;
      if (i > 0) this.#moveToFront(i);
      return layout;
    }
    return null;
  }

  add(key: LayoutKey, layout: RecordLayout): void {
    this.#signatures.unshift(key.numbers.slice(0, key.length));
    this.#layouts.unshift(layout);
    this.#signatures.splice(MAX_LAYOUTS);
    this.#layouts.splice(MAX_LAYOUTS);
  }

  #moveToFront(index: number): void {
    this.#signatures.unshift(...this.#signatures.splice(index, 1));
    this.#layouts.unshift(...this.#layouts.splice(index, 1));
  }
}

function isSame(known: Float64Array, { numbers, length }: LayoutKey): boolean {
  if (known.length !== length) return false;
  for (let i = 0; i < length; i++) if (known[i] !== numbers[i]) return false;
  return true;
}
