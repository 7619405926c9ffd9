/** A cell, and on which side of its column it stands. */
export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
}

/** Returns rows under their titles, each column as wide as its widest cell; no line ends in spaces. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const all = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, at) => Math.max(...all.map((row) => (row[at] ?? "").length)));
  return all.map((row) =>
    columns
      .map(({ align }, at) => {
        const cell = row[at] ?? "";
        return align === "left" ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!);
      })
      .join("  ")
      .trimEnd(),
  );
}

/** Returns a whole number with separators between thousands, whatever the locale. */
export function grouped(number: number): string {
  return Math.round(number).toLocaleString("en-US");
}

/** Returns milliseconds as people read them: `1.31 s`, `84.1 ms`, `2.6 µs`. */
export function duration(milliseconds: number): string {
  // The next unit begins where rounding would fill this one.
  if (milliseconds >= 999.95) return `${(milliseconds / 1000).toFixed(2)} s`;
  if (milliseconds >= 0.99995) return `${milliseconds.toFixed(1)} ms`;
  return `${(milliseconds * 1000).toFixed(1)} µs`;
}

/** Returns a part of a whole: `10.4 %`; `-` if there is no whole. */
export function share(part: number, whole: number): string {
  return whole > 0 ? `${((part / whole) * 100).toFixed(1)} %` : "-";
}
