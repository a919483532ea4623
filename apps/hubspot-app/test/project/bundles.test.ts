import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildSingleExtension } from "@hubspot/ui-extensions-dev-server/build";
import { afterAll, afterEach, expect, test, vi } from "vitest";

const APP = join(import.meta.dirname, "../../src/app");
const OUTPUT = mkdtempSync(join(tmpdir(), "perennial-hubspot-"));

afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(OUTPUT, { recursive: true }));

test.each([
  "settings/settings.tsx",
  "cards/customer-tab.tsx",
  "cards/customer-sidebar.tsx",
  "pages/home.tsx",
  "actions/enrol-many.tsx",
])("HubSpot's builder makes a bundle of %s without a word of warning", async (entry) => {
  const warnings = vi.spyOn(console, "warn").mockImplementation(() => {});
  const errors = vi.spyOn(console, "error").mockImplementation(() => {});
  const outputDir = join(OUTPUT, entry.replaceAll("/", "-"));
  await buildSingleExtension({
    ...{ file: join(APP, entry), root: join(APP, dirname(entry)), outputDir },
    ...{ minify: true, logLevel: "warn", appConfig: { variables: {} } },
  });
  const files = readdirSync(outputDir).filter((name) => name.endsWith(".js"));
  expect(files).toHaveLength(1);
  const bundle = readFileSync(join(outputDir, files[0] ?? ""), "utf8");
  expect(bundle).toContain("/apps/hubspot");
  expect(bundle).not.toContain("perennial-hubspot-shared");
  expect(warnings.mock.calls).toEqual([]);
  expect(errors.mock.calls).toEqual([]);
});
