import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Where runs of the tests keep what `bundle.ts` puts together, each in a folder by the id of its process. */
export const PROGRAMS_FOLDER = join(
  import.meta.dirname,
  "..",
  "..",
  "node_modules",
  ".cache",
  "test-programs",
);

const HOOK = pathToFileURL(join(import.meta.dirname, "hook.mjs")).href;

/** What programs are started with that a test of this run starts: they load in less than half the time. */
export const PROGRAMS_ENVIRONMENT = {
  PERENNIAL_TEST_PROGRAMS: join(PROGRAMS_FOLDER, String(process.pid)),
  NODE_OPTIONS: [process.env.NODE_OPTIONS, `--import=${HOOK}`].filter(Boolean).join(" "),
};

/** Whether a process runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
