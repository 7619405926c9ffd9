/** Rows of the security audit log's data that both vocabularies share. */

/** A whole number in decimal; the audit log writes process ids in hexadecimal. */
export function decimal(text: string): string | undefined {
  if (/^0x[0-9a-f]{1,16}$/i.test(text)) return String(BigInt(text));
  return /^\d{1,19}$/.test(text) ? String(BigInt(text)) : undefined;
}

const MAPPED_ADDRESS = /^\[?::ffff:(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?:\](?::\d{1,5})?)?$/;

/** An address, one of IPv4 without the form of IPv6 in which it may be written. */
export function plainAddress(text: string): string {
  return MAPPED_ADDRESS.exec(text)?.[1] ?? text;
}
