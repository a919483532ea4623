import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A browser to run. */
export interface Chromium {
  readonly path: string;
  readonly args: readonly string[];
  /** Where it is from, for the line that says what a run used. */
  readonly from: string;
}

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ARGS = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
  // Pictures are the same on every machine.
  ...["--font-render-hinting=none", "--force-color-profile=srgb", "--lang=sv-SE"],
];

/** The machine's Chromium, or the one that npm brings. */
export async function findChromium(): Promise<Chromium> {
  const found = process.env.PERENNIAL_NO_SYSTEM_CHROMIUM ? undefined : onPath();
  if (found !== undefined) return { path: found, args: ARGS, from: "PATH" };
  const { default: packed } = await import("@sparticuz/chromium");
  return { path: await packed.executablePath(), args: ARGS, from: "npm (@sparticuz/chromium)" };
}

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}
