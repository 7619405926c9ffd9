/** Texts that stand for a value of another kind, as literals of its type do. */
import { addressKey, isWithin } from "../../values/address.ts";
import { parseNetwork } from "../../values/network.ts";
import { readAs, timeOf } from "../../values/typed-values.ts";
import { fixedArity, variadic, type Operations } from "./operation.ts";

/** Operations that read a text as a value of another kind. */
export const CONVERSIONS: Operations = {
  /** A time, from ISO 8601 or from milliseconds since 1970, to compare with fields of type `date`. */
  date: fixedArity(1, (value = null) => (value === null ? null : timeOf(value))),
  /** An address, to compare with fields of type `ip`. */
  ip: fixedArity(1, (value) => (typeof value === "string" ? addressKey(value) : null)),
  /** A version, to compare with fields of type `version`. */
  version: fixedArity(1, (value) => (typeof value === "string" ? readAs("version", value) : null)),
  /**
   * `cidrMatch(address, block…)`: whether a text, or a field of type `ip`, is an address in one of
   * the blocks; bits of a block beyond its prefix do not count. What is no block holds nothing.
   */
  cidrMatch: variadic(2, 1, (value, ...blocks) => {
    const key = typeof value === "string" ? keyOf(value) : null;
    if (key === null) return null;
    const networks = blocks.map((block) =>
      typeof block === "string" ? parseNetwork(block) : null,
    );
    return networks.some((network) => network !== null && isWithin(network, key));
  }),
};

/** Fields of type `ip` come as the key already, which is no address itself. */
function keyOf(text: string): string | null {
  return /^[0-9a-f]{32}$/.test(text) ? text : addressKey(text);
}
