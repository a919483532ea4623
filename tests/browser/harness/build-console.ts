import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/** Builds the console from its source, as it is now, into a folder. */
export async function buildConsole(folder: string): Promise<void> {
  const vite = join(ROOT, "node_modules", "vite", "bin", "vite.js");
  // The native loader: any other would look for the API as it was last built.
  await promisify(execFile)(
    process.execPath,
    [
      "--conditions=perennial-source",
      ...[vite, "build", "--configLoader", "native", "--logLevel", "warn"],
    ],
    {
      cwd: join(ROOT, "apps", "console"),
      env: { ...process.env, PERENNIAL_CONSOLE_OUT: folder, NODE_ENV: "production" },
    },
  );
}
