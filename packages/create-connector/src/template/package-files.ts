import type { Design } from "../plan.ts";
import { text } from "./text.ts";

/** What a package needs to be one: the same for every connector. */
export function packageFiles(design: Design): Readonly<Record<string, string>> {
  return design.place === "workspace" ? inWorkspace(design) : onItsOwn(design);
}

function inWorkspace({ id, names }: Design): Readonly<Record<string, string>> {
  const references = ["core/contract", "packages/connector-kit"].map((path) => ({
    path: `../../${path}/tsconfig.build.json`,
  }));
  return {
    "package.json": json({
      ...{ name: names.package, version: "0.0.0", private: true, type: "module" },
      ...{ license: "Apache-2.0", perennial: { connector: id } },
      exports: {
        ".": {
          "perennial-source": "./src/index.ts",
          types: "./dist/index.d.ts",
          default: "./dist/index.js",
        },
      },
      scripts: { build: "tsc -b tsconfig.build.json", test: "vitest run --root . src" },
      dependencies: {
        "@perennial/connector-kit": "*",
        "@perennial/contract": "*",
        zod: "4.6.7",
      },
      devDependencies: { "@perennial/conformance": "*" },
    }),
    "tsconfig.build.json": json({
      extends: "../../tsconfig.build-base.json",
      compilerOptions: {
        rootDir: "src",
        outDir: "dist",
        tsBuildInfoFile: "dist/.tsbuildinfo",
      },
      include: ["src"],
      exclude: ["src/**/*.test.ts", "src/**/__fixtures__/**", "src/**/testing"],
      references,
    }),
    "turbo.json": json({ extends: ["//"], tags: ["connector"], tasks: {} }),
  };
}

function onItsOwn({ id, names }: Design): Readonly<Record<string, string>> {
  return {
    "package.json": json({
      ...{ name: names.package, version: "0.1.0", type: "module" },
      perennial: { connector: id },
      exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
      files: ["dist"],
      scripts: {
        build: "tsc -p tsconfig.build.json",
        types: "tsc --noEmit",
        test: "vitest run",
        prepack: "npm run build",
      },
      peerDependencies: { "@perennial/connector-kit": "*", "@perennial/contract": "*" },
      dependencies: { zod: "^4.6.7" },
      devDependencies: {
        "@perennial/conformance": "*",
        "@types/node": "^24.0.0",
        typescript: "^7.0.2",
        vitest: "^5.1.1",
      },
    }),
    "tsconfig.json": json({
      compilerOptions: {
        ...{ target: "es2024", module: "nodenext", lib: ["es2024"], types: ["node"] },
        ...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true },
        ...{ verbatimModuleSyntax: true, erasableSyntaxOnly: true, skipLibCheck: true },
        ...{ rewriteRelativeImportExtensions: true, outDir: "dist" },
      },
      include: ["src"],
    }),
    "tsconfig.build.json": json({
      extends: "./tsconfig.json",
      compilerOptions: { declaration: true, rootDir: "src" },
      include: ["src"],
      exclude: ["src/**/*.test.ts", "src/testing"],
    }),
    ".gitignore": text(`
      node_modules/
      dist/
    `),
  };
}

/** JSON as a formatter would write it: a list of words in one line. */
function json(value: unknown): string {
  const lists = /\[\n\s+("[^"]*"(?:,\n\s+"[^"]*")*)\n\s+\]/g;
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(lists, (_list, words: string) => `[${words.replace(/,\n\s+/g, ", ")}]`)}\n`;
}
