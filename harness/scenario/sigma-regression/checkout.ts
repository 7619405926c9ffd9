/** Finds SigmaHQ's own tests in a checkout of its repository, and the rules that they test. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { globSync } from "tinyglobby";
import { errorIn, type Diagnostic } from "../../text/diagnostic.ts";
import { isFolder, walkFolder } from "../../text/walk-folder.ts";

/** The folder of the tests. */
export const DATA = "regression_data";

/** Where tests lie, and the rules that they are of. Paths begin as the folder was given. */
export interface SigmaRegression {
  /** What paths in the `info.yml` files start from. */
  readonly checkout: string;
  /** The `rules*` folders of the checkout, sorted. */
  readonly ruleFolders: readonly string[];
  /** Every `info.yml`, sorted. */
  readonly files: readonly string[];
  /** One error if there is no such folder; else empty. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the tests in a checkout of SigmaHQ, in its `regression_data`, or in a folder below that. */
export function findSigmaRegression(folder: string): SigmaRegression {
  const given = folder.replaceAll("\\", "/").replace(/(?<=.)\/+$/, "");
  if (!isFolder(given)) {
    const message = existsSync(given) ? "This is no folder." : "There is no such folder.";
    const diagnostics = [errorIn(given, "file/not-found", message)];
    return { checkout: given, ruleFolders: [], files: [], diagnostics };
  }
  const checkout = checkoutOf(given);
  const data = isFolder(below(given, DATA)) ? below(given, DATA) : given;
  const files = [...walkFolder(data, { skipHidden: true, skipNodeModules: false })].flatMap(
    ({ kind, name }) => (kind === "file" && /(?:^|\/)info\.ya?ml$/.test(name) ? [name] : []),
  );
  const ruleFolders = globSync("rules*/", {
    cwd: checkout,
    onlyDirectories: true,
    expandDirectories: false,
  });
  return {
    checkout,
    ruleFolders: ruleFolders.map((name) => below(checkout, name.replace(/\/$/, ""))).sort(),
    files: files.map((file) => below(data, file)).sort(),
    diagnostics: [],
  };
}

/** The nearest folder, going up, that holds the regression data; if none does, the folder itself. */
function checkoutOf(folder: string): string {
  for (let at = folder; ; at = join(at, "..").replaceAll("\\", "/")) {
    if (isFolder(below(at, DATA))) return at;
    if (resolve(at) === resolve(at, "..")) return folder;
  }
}

/** Returns a path below a folder. */
export function below(folder: string, path: string): string {
  return folder === "." ? path : folder === "/" ? `/${path}` : `${folder}/${path}`;
}
