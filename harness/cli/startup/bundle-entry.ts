/** What is packed into one file: all that the process, or a further thread of it, is started with. */
export { work } from "../parallel/worker.ts";
export { main } from "./program.ts";
