/** Returns what becomes of a text of a field; a text that is a key is of the field "". */
export type TextChange = (field: string, text: string) => string;
