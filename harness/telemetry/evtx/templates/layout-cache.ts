import type { Layout } from "./record-layout.ts";
import type { Signature } from "./signature.ts";

const KEPT = 8;

/** The layouts that records of a template had of late, the last one first. */
export class RecentLayouts {
  readonly #signatures: Float64Array[] = [];
  readonly #layouts: Layout[] = [];

  find(signature: Signature): Layout | null {
    const signatures = this.#signatures;
    for (let i = 0; i < signatures.length; i++) {
      if (!isSame(signatures[i]!, signature)) continue;
      const layout = this.#layouts[i]!;
      if (i > 0) this.#moveToFront(i);
      return layout;
    }
    return null;
  }

  add(signature: Signature, layout: Layout): void {
    this.#signatures.unshift(signature.numbers.slice(0, signature.length));
    this.#layouts.unshift(layout);
    this.#signatures.splice(KEPT);
    this.#layouts.splice(KEPT);
  }

  #moveToFront(index: number): void {
    this.#signatures.unshift(...this.#signatures.splice(index, 1));
    this.#layouts.unshift(...this.#layouts.splice(index, 1));
  }
}

function isSame(kept: Float64Array, { numbers, length }: Signature): boolean {
  if (kept.length !== length) return false;
  for (let i = 0; i < length; i++) if (kept[i] !== numbers[i]) return false;
  return true;
}
