/** A file of a share, as the pipeline puts it together. */
import { dataRows, composed, type EcsTable } from "../ecs-row.ts";

const { copied, mapped } = dataRows();
const NAME = "RelativeTargetName";

export const SHARED_FILE: EcsTable = {
  "file.name": copied(NAME),
  "file.directory": copied("ShareLocalPath"),
  "file.path": under("ShareLocalPath"),
  "file.target_path": under("ShareName"),
  "file.extension": mapped("extensionOfName", NAME),
};

function under(folder: string): EcsTable[string] {
  return composed([folder, NAME], { transform: "path" });
}
