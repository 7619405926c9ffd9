import { createRequire } from "node:module";

/** The version of this package. Its name is resolved, since this file is also part of a bundle that lies elsewhere. */
export const { version } = createRequire(import.meta.url)("firedrill/package.json") as {
  version: string;
};
