/** How rules name ATT&CK techniques. */

const TECHNIQUE_ID = /^T\d{4}(?:\.\d{3})?$/i;
const TECHNIQUE_TAG = /^attack\.(t\d{4}(?:\.\d{3})?)$/i;

/** Whether a text has the form of a technique's id, in any letter case. Whether there is one, ATT&CK's table says. */
export function isTechniqueId(text: string): boolean {
  return TECHNIQUE_ID.test(text);
}

/** Returns the technique's id in a tag such as `attack.t1059.001`, as it is written; undefined for other tags. */
export function techniqueInTag(tag: string): string | undefined {
  return TECHNIQUE_TAG.exec(tag)?.[1];
}
