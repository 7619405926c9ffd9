import type { LogEvent } from "../event.ts";
import type { FieldValue } from "../field-value.ts";

/** How a log source's name for a field is read from the events of a class. */
export interface FieldTranslation {
  /** The fields of the event that the value is made of; the value is absent if the first of them is. */
  readonly sources: readonly string[];
  readonly read: (event: LogEvent) => FieldValue | undefined;
  /** The sources are alternatives: the value is absent only if all of them are. */
  readonly isAlternatives?: true;
  /** Where the source has no text, the value is absent. */
  readonly isBlankAbsent?: true;
}

/** The sensor has nothing that would answer to the name. */
export const NEVER = "never";

export type TranslationRow = FieldTranslation | typeof NEVER;
export type TranslationTable = Readonly<Record<string, TranslationRow>>;

/** The same value under another name. */
export function renamed(source: string): FieldTranslation {
  return { sources: [source], read: (event) => event.get(source) };
}

/** A value under another name and in another form. A list of forms holds for a test if one of them does. */
export function mapped(source: string, map: (text: string) => FieldValue): FieldTranslation {
  return {
    sources: [source],
    read(event) {
      const value = event.get(source);
      return typeof value === "string" ? map(value) : value;
    },
  };
}

/** Names that have no counterpart. */
export function never(...names: string[]): TranslationTable {
  return Object.fromEntries(names.map((name) => [name, NEVER]));
}

/** The account that an audit event names as its subject, as Sysmon writes users: `DOMAIN\name`. */
export const SUBJECT: FieldTranslation = {
  sources: ["SubjectUserName", "SubjectDomainName"],
  read(event) {
    const [user, domain] = [event.get("SubjectUserName"), event.get("SubjectDomainName")];
    const qualified = typeof domain === "string" && domain !== "" && domain !== "-";
    return qualified && typeof user === "string" ? `${domain}\\${user}` : user;
  },
};

/** Sysmon writes process ids in decimal, the audit log in hexadecimal; rules do both. */
export function hexadecimalAndDecimal(text: string): FieldValue {
  return /^0x[0-9a-f]{1,13}$/i.test(text) ? [String(Number.parseInt(text, 16)), text] : text;
}
