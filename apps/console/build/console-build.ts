import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { UserConfig } from "vite";
import { CONSOLE_FOLDER, CONSOLE_PATH } from "../src/index.ts";
import { routesOfTheApi } from "./routes-of-the-api.ts";

/** What only forms of several screens have, and the home page and a CRM's card do not. */
const PICKERS = [
  ...["FileButton", "MultiSelect", "NumberInput", "Pagination", "Pill", "PillsInput"],
  ...["Slider", "Stepper", "TagsInput", "Timeline"],
].join("|");
const COMPONENTS = "@mantine/core/esm/components";

/**
 * What screens share, in a few files: left to itself the build makes one of each component, and a page would begin
 * with ninety requests. What fewer than four screens take stays with them. What a CRM's card may take is held by
 * tests/browser/customers.test.ts.
 */
const GROUPS = [
  {
    name: "framework",
    test: inPackages(
      "@tanstack/(?!react-virtual|virtual-core)[a-z-]+",
      ...["@babel", "clsx", "i18next", "react", "react-dom", "react-i18next", "scheduler"],
    ),
  },
  {
    name: "pickers",
    test: inPackages(`${COMPONENTS}/(?:${PICKERS})`, "react-number-format"),
    minShareCount: 4,
  },
  {
    name: "components",
    test: inPackages(
      `(?!${COMPONENTS}/(?:${PICKERS})/)@mantine/[a-z]+`,
      ...["@floating-ui", "@tabler", "react-(?!number-format)[a-z-]+", "tabbable"],
    ),
    minShareCount: 4,
    priority: 1,
  },
  { name: "parts", test: /apps\/console\/src\/(?:app|parts)\//, minShareCount: 4 },
];

function inPackages(...names: readonly string[]): RegExp {
  return new RegExp(`node_modules/(?:${names.join("|")})/`);
}

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
      // Charts and the editor are loaded on demand.
      chunkSizeWarningLimit: 900,
      manifest: true,
      rolldownOptions: { output: { codeSplitting: { groups: GROUPS } } },
    },
    server: { proxy: { "/v1": "http://127.0.0.1:4000" } },
  };
}
