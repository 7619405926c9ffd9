/** Texts that stand for a value of another kind, as literals of its type do. */
import { addressKey, addressText, isWithin } from "../../values/address.ts";
import { parseNetwork } from "../../values/network.ts";
import { readAs, timeOf } from "../../values/typed-values.ts";
import { fixedArity, variadic, type Operations } from "./operation.ts";

/** Operations that read a text as a value of another kind. */
export const CONVERSIONS: Operations = {
  /** A time, from ISO 8601 or from milliseconds since 1970, to compare with fields of type `date`. */
  date: fixedArity(1, (value = null) => (value === null ? null : timeOf(value))),
  /** An address, to compare with fields of type `ip`. */
  ip: fixedArity(1, (value) => (typeof value === "string" ? addressKey(value) : null)),
  /** The canonical text of an address, given by a field of type `ip`. */
  addressText: fixedArity(1, (value) => {
    const key = typeof value === "string" ? keyOf(value) : null;
    return key === null ? null : addressText(key);
  }),
  /** A version, to compare with fields of type `version`. */
  version: fixedArity(1, (value) => (typeof value === "string" ? readAs("version", value) : null)),
  /**
   * `cidrMatch(address, block…)`: whether a text, or a field of type `ip`, is an address in one of
   * the blocks; bits of a block beyond its prefix do not count. What is no block holds nothing; if a
   * block is null, the address may be in it.
   */
  cidrMatch: variadic(2, 1, (value, ...blocks) => {
    const key = typeof value === "string" ? keyOf(value) : null;
    if (key === null) return null;
    const networks = blocks.map((block) =>
      typeof block === "string" ? parseNetwork(block) : null,
    );
    if (networks.some((network) => network !== null && isWithin(network, key))) return true;
    return blocks.includes(null) ? null : false;
  }),
};

/** Fields of type `ip` come as the key already, which is no address itself. */
function keyOf(text: string): string | null {
  return /^[0-9a-f]{32}$/.test(text) ? text : addressKey(text);
}
