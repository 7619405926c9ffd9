/** `npm run docs:codes`: writes `error-codes.md` from the table of codes. */
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { DIAGNOSTIC_CODES } from "../harness/text/diagnostic-codes.ts";

/** Where the page lies. */
export const ERROR_CODES_PAGE = new URL("error-codes.md", import.meta.url);

/** Returns the page: a list per area, areas and codes sorted. */
export function errorCodesPage(codes: Readonly<Record<string, string>> = DIAGNOSTIC_CODES): string {
  const areas = new Map<string, string[]>();
  for (const [code, meaning] of Object.entries(codes).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [area] = code.split("/");
    areas.set(area!, [...(areas.get(area!) ?? []), `- \`${code}\`: ${meaning}`]);
  }
  const lists = [...areas].map(([area, rows]) => [`## ${area}`, "", ...rows].join("\n"));
  const head =
    "# Codes of diagnostics\n\n" +
    "Made from `harness/text/diagnostic-codes.ts` by `npm run docs:codes`: change it there. Each diagnostic\n" +
    "says besides what was found, where, and what to do.";
  return `${[head, ...lists].join("\n\n")}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  writeFileSync(ERROR_CODES_PAGE, errorCodesPage());
