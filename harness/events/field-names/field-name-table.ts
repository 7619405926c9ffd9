/** By event id: the names of the fields that an event of this id can have, one space between them. */
export type FieldNameTable = Readonly<Record<number, string>>;
