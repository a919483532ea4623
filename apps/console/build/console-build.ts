import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { UserConfig } from "vite";
import { CONSOLE_FOLDER, CONSOLE_PATH } from "../src/index.ts";
import { routesOfTheApi } from "./routes-of-the-api.ts";

/** How the console is built: from source, ours and that of the packages it takes, split by screen. */
export function consoleBuild(): UserConfig {
  return {
    root: fileURLToPath(new URL("..", import.meta.url)),
    base: CONSOLE_PATH,
    plugins: [react(), routesOfTheApi()],
    // Pages for HubSpot have another React, which packages beside it would find.
    resolve: {
      dedupe: ["react", "react-dom"],
      conditions: ["perennial-source", "module", "browser", "development|production"],
    },
    build: {
      // Tests build one of their own.
      outDir: process.env.PERENNIAL_CONSOLE_OUT ?? CONSOLE_FOLDER,
      emptyOutDir: true,
      target: "es2023",
      // Charts and the editor are loaded on demand; what is loaded first is held by tests/browser.
      chunkSizeWarningLimit: 900,
      manifest: true,
    },
    server: { proxy: { "/v1": "http://127.0.0.1:4000" } },
  };
}
