import { fileURLToPath } from "node:url";

/** Where the console is on a server: its pages, scripts and styles lie below. */
export const CONSOLE_PATH = "/console/";

/** The folder with the built console, which `npm run build` makes. */
export const CONSOLE_FOLDER = fileURLToPath(new URL("../dist/site/", import.meta.url));
