/**
 * What a damaged gzip archive holds up to its damage. A stream drops what it unpacked of the piece in
 * which the damage is, and a small archive is one piece.
 */
import { constants, gunzipSync } from "node:zlib";

/** In bytes: larger archives are not kept for this, and lose what one piece of them holds. */
export const LARGEST_KEPT = 1024 * 1024;
const LARGEST_UNPACKED = 64 * 1024 * 1024;

/** Returns what the longest start of an archive unpacks to that is sound. */
export function gunzipStart(packed: Uint8Array): Uint8Array {
  let best: Uint8Array = new Uint8Array(0);
  // What has damage in it has it at any greater length.
  for (let [sound, damaged] = [0, packed.length + 1]; damaged - sound > 1;) {
    const length = Math.floor((sound + damaged) / 2);
    const unpacked = gunzipped(packed.subarray(0, length));
    if (unpacked) [sound, best] = [length, unpacked];
    else damaged = length;
  }
  return best;
}

function gunzipped(packed: Uint8Array): Uint8Array | null {
  try {
    // That the end is missing is no damage here.
    const finishFlush = constants.Z_SYNC_FLUSH;
    return gunzipSync(packed, { finishFlush, maxOutputLength: LARGEST_UNPACKED });
  } catch {
    return null;
  }
}
