import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { packageOf, ROOT, readWorkspaces } from "./read-imports.ts";

const ROOT_ENTRIES = [
  ".ci",
  ".dockerignore",
  ".gitignore",
  ".npmrc",
  "CONTRIBUTING.md",
  "Dockerfile",
  "LICENSE",
  "README.md",
  "apps",
  "biome.json",
  "compose.yaml",
  "connectors",
  "core",
  "package-lock.json",
  "package.json",
  "packages",
  "tests",
  "tsconfig.base.json",
  "tsconfig.build-base.json",
  "tsconfig.json",
  "turbo.json",
  "vitest.config.ts",
];

test("the root holds only what belongs there", () => {
  const tracked = execFileSync("git", ["ls-files"], { cwd: ROOT, encoding: "utf8" })
    .trim()
    .split("\n")
    .map((path) => path.split("/")[0]);
  const strangers = [...new Set(tracked)].filter(
    (name) => name !== undefined && !ROOT_ENTRIES.includes(name),
  );
  expect(strangers).toEqual([]);
});

test("every workspace has a front door", () => {
  // What is uploaded to HubSpot as a project is entered where its parser enters it.
  const isProject = (folder: string) =>
    existsSync(`${ROOT}/${folder}/hsproject.json`) &&
    existsSync(`${ROOT}/${folder}/src/app/app-hsmeta.json`);
  const without = readWorkspaces().filter(
    ({ folder }) =>
      !isProject(folder) &&
      !readdirSync(`${ROOT}/${folder}/src`).some((name) =>
        ["index.ts", "main.ts", "index.md"].includes(name),
      ),
  );
  expect(without.map((each) => each.folder)).toEqual([]);
});

describe("every connector", () => {
  const connectors = readWorkspaces().filter(({ folder }) => folder.startsWith("connectors/"));

  test.each(
    connectors.filter((each) => each.isConnector).map((each) => [each.folder, each] as const),
  )("%s shows in less than forty lines that it passes the suite", (folder, { files }) => {
    const id = folder.split("/").at(-1);
    const suite = files.find(({ path }) => path === `${folder}/src/${id}.conformance.test.ts`);
    expect(suite?.text).toContain("describeConnector(");
    expect(suite?.text).not.toContain("skip");
    expect(suite?.text.split("\n").length).toBeLessThan(40);
  });

  test.each(connectors.map((each) => [each.folder, each] as const))(
    "%s keeps what it has from others behind one file each",
    (_folder, { files }) => {
      const importers = new Map<string, string[]>();
      for (const { path, imports } of files.filter(({ test: isTest }) => !isTest)) {
        for (const name of new Set(imports.flatMap((each) => packageOf(each) ?? []))) {
          if (name === "zod" || name.startsWith("@perennial/")) continue;
          importers.set(name, [...(importers.get(name) ?? []), path]);
        }
      }
      expect([...importers].filter(([, paths]) => paths.length > 1)).toEqual([]);
    },
  );
});

test("files are named in kebab-case, without numbers for versions, and none is a drawer for everything", () => {
  const broken = readWorkspaces()
    .flatMap((each) => each.files)
    .map((file) => file.path)
    .filter((path) => {
      const name = path.split("/").at(-1) ?? "";
      return (
        !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.test|\.conformance\.test|\.test-d|\.d)?\.tsx?$/.test(
          name,
        ) || /^(?:utils?|helpers?|misc)\./.test(name)
      );
    });
  expect(broken).toEqual([]);
});
