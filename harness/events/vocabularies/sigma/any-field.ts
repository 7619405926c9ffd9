/** The field name of a test that any field of the event may satisfy: a keyword. */
export const ANY_FIELD = "keywords";
