import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** One line about n8n, which is not started here: whether it is on this machine, and that it was not measured. */
export async function n8nLine(): Promise<string> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    if (folder && (await isProgram(join(folder, "n8n")))) {
      return "n8n is here and is not measured: this benchmark has no workflow for it";
    }
  }
  return "n8n is not here: not measured";
}

function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
