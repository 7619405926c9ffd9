import type { FieldTranslation } from "../field-translation.ts";

/** The account that an audit event names as its subject, as Sysmon writes users: `DOMAIN\name`. */
export const SUBJECT: FieldTranslation = {
  sources: ["SubjectUserName", "SubjectDomainName"],
  transform: "account",
};
