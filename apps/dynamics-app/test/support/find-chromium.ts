import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The machine's Chromium, or the one that npm brings. */
export async function findChromium(): Promise<string> {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(
    existsSync,
  );
  if (found !== undefined && !process.env.PERENNIAL_NO_SYSTEM_CHROMIUM) return found;
  const { default: packed } = await import("@sparticuz/chromium");
  return packed.executablePath();
}
