import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { packageOf, readWorkspaces, type SourceFile, type Workspace } from "./read-imports.ts";

const workspaces = readWorkspaces();
const named = new Map(workspaces.map((each) => [each.name, each]));
const sources = (of: Workspace) => of.files.filter((file) => !file.test);
const packagesOf = (file: SourceFile) => file.imports.flatMap((each) => packageOf(each) ?? []);

/** Which packages of ours, and which others, each part may import (architecture.md, 1). */
const ALLOWED: Readonly<Record<string, readonly (string | RegExp)[]>> = {
  "core/contract": ["zod"],
  "core/lifecycle": ["@perennial/contract", "zod", "temporal-polyfill", "yaml"],
  "packages/store": ["@perennial/contract", "@perennial/lifecycle", "kysely", "pg"],
  "packages/queue": [
    "@perennial/contract",
    "bull",
    "ioredis",
    "express",
    "@bull-board/api",
    "@bull-board/express",
  ],
  "packages/runtime": [
    "@perennial/contract",
    "@perennial/lifecycle",
    "@perennial/store",
    "@perennial/queue",
    "zod",
  ],
  "packages/import": [
    "@perennial/contract",
    "@perennial/lifecycle",
    "@perennial/store",
    "@perennial/runtime",
    "libphonenumber-js",
    "yaml",
    "zod",
  ],
  "packages/connector-kit": ["@perennial/contract", "zod", "libphonenumber-js", "undici"],
  "packages/conformance": ["@perennial/contract", "@perennial/connector-kit", "zod", "vitest"],
  "packages/create-connector": ["@perennial/contract", "zod", "commander", "@clack/prompts"],
  "packages/simulators": ["@perennial/contract", /^(?!@perennial\/)/],
  "packages/programs": ["@perennial/contract", "@perennial/lifecycle", "yaml"],
  "packages/sheet": [
    "@perennial/contract",
    "@perennial/lifecycle",
    "@dagrejs/dagre",
    "@fontsource/arimo",
    "pdfkit",
  ],
  "packages/api": ["@perennial/contract", "zod", "zod-openapi"],
  // In the browser: of ours the API's types, and the pure core for the program editor.
  "apps/console": [
    "@perennial/api",
    "@perennial/contract",
    "@perennial/lifecycle",
    /^(?!@perennial\/)/,
  ],
  // What Salesforce installs has no code of ours but its components; the generator of its operations reads the API's.
  "apps/salesforce-app": ["@perennial/api", "zod"],
  // What Dynamics imports has no code of ours but its pages.
  "apps/dynamics-app": ["fflate", "rolldown"],
  // HubSpot bundles it by itself and has nothing else; of ours only types are imported (see below).
  "apps/hubspot-app": [
    "@hubspot/ui-extensions",
    "react",
    "perennial-hubspot-shared",
    "@perennial/api",
    "@perennial/contract",
  ],
};
const CONNECTOR = ["@perennial/contract", "@perennial/connector-kit", /^(?!@perennial\/)/];

function allowedFor({ folder }: Workspace): readonly (string | RegExp)[] | undefined {
  return folder.startsWith("connectors/") ? CONNECTOR : ALLOWED[folder];
}

describe("who imports whom", () => {
  test("every part imports only what its layer may", () => {
    const broken = workspaces.flatMap((workspace) => {
      const allowed = allowedFor(workspace);
      if (!allowed) return [];
      return sources(workspace).flatMap((file) =>
        packagesOf(file)
          .filter(
            (name) =>
              !allowed.some((rule) => (typeof rule === "string" ? rule === name : rule.test(name))),
          )
          .map((name) => `${file.path} imports ${name}`),
      );
    });
    expect(broken).toEqual([]);
  });

  test("every package that is imported is declared", () => {
    const broken = workspaces.flatMap((workspace) =>
      sources(workspace).flatMap((file) =>
        packagesOf(file)
          .filter((name) => name !== workspace.name && !workspace.dependencies.includes(name))
          .map(
            (name) =>
              `${file.path} imports ${name}, which ${workspace.folder}/package.json does not name`,
          ),
      ),
    );
    expect(broken).toEqual([]);
  });

  test("other parts of the project are reached through their front door only", () => {
    const broken = workspaces.flatMap((workspace) =>
      sources(workspace).flatMap((file) =>
        file.imports
          .filter(
            (each) =>
              named.has(packageOf(each) ?? "") &&
              packageOf(each) !== each &&
              !each.endsWith("/testing"),
          )
          .map((each) => `${file.path} imports ${each}`),
      ),
    );
    expect(broken).toEqual([]);
  });

  test("of ours, pages inside HubSpot import types alone, which are gone from what is uploaded", () => {
    const broken = workspaces
      .filter(({ folder }) => folder === "apps/hubspot-app")
      .flatMap(sources)
      .filter(({ text }) => /^(?:import|export) (?!type)[^"';]*?from "@perennial\//m.test(text))
      .map(({ path }) => path);
    expect(broken).toEqual([]);
  });

  test("the console takes types alone from the API, whose schemas would weigh more than a screen", () => {
    const broken = workspaces
      .filter(({ folder }) => folder === "apps/console")
      .flatMap(sources)
      .filter(({ text }) => /^(?:import|export) (?!type)[^"';]*?from "@perennial\/api"/m.test(text))
      .map(({ path }) => path);
    expect(broken).toEqual([]);
  });

  test("no relative import leaves its workspace", () => {
    const broken = workspaces.flatMap((workspace) =>
      sources(workspace).flatMap((file) =>
        file.imports
          .filter((each) => each.startsWith("."))
          .filter(
            (each) => !normalize(join(dirname(file.path), each)).startsWith(`${workspace.folder}/`),
          )
          .map((each) => `${file.path} imports ${each}`),
      ),
    );
    expect(broken).toEqual([]);
  });

  test("no two parts import each other, however far round", () => {
    const importsOf = (workspace: Workspace) =>
      [...new Set(sources(workspace).flatMap(packagesOf))].flatMap((name) => {
        const found = named.get(name);
        return found && found !== workspace ? [found] : [];
      });
    const reaches = (from: Workspace, to: Workspace, seen: Set<Workspace>): boolean =>
      importsOf(from).some((next) => {
        if (next === to) return true;
        if (seen.has(next)) return false;
        seen.add(next);
        return reaches(next, to, seen);
      });
    expect(
      workspaces.filter((each) => reaches(each, each, new Set())).map((each) => each.name),
    ).toEqual([]);
  });
});

describe("the core", () => {
  const lifecycle = workspaces.find((each) => each.folder === "core/lifecycle");
  const files = lifecycle ? sources(lifecycle) : [];

  test("has no I/O: it imports nothing of Node's", () => {
    const broken = files.flatMap((file) =>
      file.imports
        .filter((each) => each.startsWith("node:"))
        .map((each) => `${file.path} imports ${each}`),
    );
    expect(files.length).toBeGreaterThan(50);
    expect(broken).toEqual([]);
  });

  test("reads no clock, draws no lots, and knows no process", () => {
    const forbidden =
      /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bTemporal\.Now\b|\bprocess\.|\bset(?:Timeout|Interval|Immediate)\b|\bfetch\(|\bcrypto\.|\bperformance\.|\bglobalThis\b/;
    const broken = files.flatMap((file) => {
      const found = forbidden.exec(file.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ""));
      return found ? [`${file.path} uses ${found[0]}`] : [];
    });
    expect(broken).toEqual([]);
  });

  test("imports Temporal in one file", () => {
    const users = files
      .filter((file) => file.imports.includes("temporal-polyfill"))
      .map((file) => file.path);
    expect(users).toEqual(["core/lifecycle/src/schedule/calendar.ts"]);
  });
});

describe("the environment", () => {
  test("is read by apps alone", () => {
    const broken = workspaces
      .filter((each) => !each.folder.startsWith("apps/"))
      .flatMap(sources)
      .filter((file) => /\bprocess\.env\b/.test(file.text) && !file.path.endsWith("/main.ts"))
      .map((file) => file.path);
    expect(broken).toEqual([]);
  });
});
