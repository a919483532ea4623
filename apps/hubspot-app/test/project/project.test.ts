import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getAllHsProfiles } from "@hubspot/project-parsing-lib/profiles";
import { getProjectMetadata, parseProjectConfig } from "@hubspot/project-parsing-lib/projects";
import { translate } from "@hubspot/project-parsing-lib/translate";
import { OPERATIONS } from "@perennial/api";
import {
  CONDITIONAL_SCOPES,
  createHubspot,
  HubspotSettings,
  OPTIONAL_SCOPES,
  REQUIRED_SCOPES,
} from "@perennial/connector-hubspot";
import { ROUTES } from "perennial-hubspot-shared";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { Component } from "./component-schemas.ts";

const PROJECT = join(import.meta.dirname, "../..");
const SOURCES = join(PROJECT, "src");
const PLATFORM = "2026.09";

/** The project as it would be uploaded with a profile, by the ids of its components. */
async function uploaded(profile: string) {
  const context = { projectSourceDir: SOURCES, platformVersion: PLATFORM, accountId: 1 };
  const { intermediateRepresentation, skippedHsMetaFiles } = await translate(context, {
    ...{ skipValidation: true, profile },
  });
  const filled = substituted(
    intermediateRepresentation.intermediateNodesIndexedByUid,
    await variablesOf(profile),
  );
  return {
    nodes: z.record(z.string(), z.looseObject({ config: z.unknown() })).parse(filled),
    skippedHsMetaFiles,
  };
}

async function variablesOf(profile: string): Promise<Readonly<Record<string, string>>> {
  const text = readFileSync(join(SOURCES, `hsprofile.${profile}.json`), "utf8");
  const Profile = z.strictObject({
    accountId: z.int(),
    variables: z.strictObject({
      APP_URL: z.string().regex(/^https:\/\/[a-z0-9.-]+$/),
      SUPPORT_URL: z.url(),
      SUPPORT_EMAIL: z.email(),
      APP_NAME: z.string(),
    }),
  });
  return Profile.parse(JSON.parse(text)).variables;
}

/** What HubSpot does with `${VAR}` when it builds. */
function substituted(value: unknown, variables: Readonly<Record<string, string>>): unknown {
  const text = JSON.stringify(value).replace(/\$\{(\w+)\}/g, (whole, name) => {
    return variables[name] ?? whole;
  });
  return JSON.parse(text);
}

/** Every component's file, its variables filled in. */
async function components(profile = "production"): Promise<readonly Component[]> {
  const { hsMetaFiles } = await getProjectMetadata(SOURCES);
  const variables = await variablesOf(profile);
  return hsMetaFiles.map((file) => {
    const path = existsSync(file) ? file : join(SOURCES, file);
    return Component.parse(substituted(JSON.parse(readFileSync(path, "utf8")), variables));
  });
}

async function appConfig() {
  const all = await components();
  return only(all.flatMap((each) => (each.type === "app" ? [each.config] : [])));
}

async function webhooksConfig() {
  const all = await components();
  return only(all.flatMap((each) => (each.type === "webhooks" ? [each.config] : [])));
}

function only<Item>(items: readonly Item[]): Item {
  const [first, ...others] = items;
  if (first === undefined || others.length > 0) throw new Error(`there are ${items.length}`);
  return first;
}

describe("the project", () => {
  test("is one that HubSpot's own parser takes, for the platform it is written for", async () => {
    expect(parseProjectConfig(PROJECT)).toEqual({
      ...{ name: "perennial", srcDir: "src", platformVersion: PLATFORM },
    });
    const { hsMetaFiles, components: counts } = await getProjectMetadata(SOURCES);
    expect(hsMetaFiles).toHaveLength(9);
    const tooMany = Object.values(counts).filter(({ count, maxCount }) => count > maxCount);
    expect(tooMany).toEqual([]);
  });

  test("has a profile for each place it is uploaded to", async () => {
    const names = await getAllHsProfiles(SOURCES);
    expect(names.toSorted()).toEqual(["production", "staging"]);
  });

  test.each(["production", "staging"])("is whole with the profile %s", async (profile) => {
    const { nodes, skippedHsMetaFiles } = await uploaded(profile);
    expect(skippedHsMetaFiles).toEqual([]);
    expect(Object.keys(nodes)).toHaveLength(9);
    expect(JSON.stringify(nodes)).not.toContain("${");
    const all = await components(profile);
    expect(new Set(all.map(({ uid }) => uid)).size).toBe(9);
  });

  test("names only files that are there", async () => {
    const named = (await components()).flatMap(({ config }) => [
      ...("entrypoint" in config ? [config.entrypoint] : []),
      ...("logo" in config ? [config.logo] : []),
    ]);
    expect(named).toHaveLength(6);
    expect(named.filter((path) => !existsSync(join(SOURCES, path)))).toEqual([]);
  });
});

describe("the app", () => {
  test("asks for the scopes that the connector asks for", async () => {
    const { auth } = await appConfig();
    expect(auth.requiredScopes.toSorted()).toEqual([...REQUIRED_SCOPES].toSorted());
    expect(auth.optionalScopes.toSorted()).toEqual([...OPTIONAL_SCOPES].toSorted());
    expect(auth.conditionallyRequiredScopes ?? []).toEqual([...CONDITIONAL_SCOPES]);
  });

  test("sends its users and its pages to the server's doors alone", async () => {
    const { auth, permittedUrls } = await appConfig();
    expect(auth.redirectUrls).toEqual(["https://perennial.example/apps/hubspot/callback"]);
    expect(permittedUrls).toEqual({
      ...{ fetch: ["https://perennial.example"], iframe: ["https://perennial.example"] },
      img: [],
    });
  });

  test("has its deliveries sent to the door for all portals", async () => {
    const { settings } = await webhooksConfig();
    expect(settings.targetUrl).toBe("https://perennial.example/hooks/v1/apps/hubspot");
  });

  test("hears of every property that the connector reads unless told otherwise", async () => {
    const { subscriptions } = await webhooksConfig();
    const heard = subscriptions.crmObjects.flatMap((each) =>
      "propertyName" in each && each.objectType === "contact" ? [each.propertyName] : [],
    );
    const { customers } = HubspotSettings.parse({ portalId: "1" });
    const read = Object.values(customers)
      .flat()
      .filter((each) => typeof each === "string");
    expect(read.length).toBeGreaterThan(8);
    expect(read.filter((name) => !heard.includes(name))).toEqual([]);
  });

  test("has workflow actions that the connector knows, at the server's doors", async () => {
    const actions = (await components()).flatMap((each) =>
      each.type === "workflow-action" ? [each.config] : [],
    );
    const doors = actions.flatMap(({ actionUrl, inputFields }) => [
      actionUrl,
      ...inputFields.map(({ typeDefinition }) => typeDefinition.optionsUrl),
    ]);
    const known = /^https:\/\/perennial\.example\/apps\/hubspot\/actions\/(enrol|stop|programs)$/;
    expect(doors).toHaveLength(4);
    expect(doors.filter((door) => !known.test(door))).toEqual([]);
    for (const { inputFields, labels } of actions) {
      const names = inputFields.map(({ typeDefinition }) => typeDefinition.name);
      for (const { inputFieldLabels, inputFieldDescriptions } of Object.values(labels)) {
        expect(Object.keys(inputFieldLabels)).toEqual(names);
        expect(Object.keys(inputFieldDescriptions)).toEqual(names);
      }
    }
    expect(createHubspot().manifest.id).toBe("hubspot");
  });

  test("asks only for operations that the API has, where it has them", () => {
    const declared = Object.keys(ROUTES).map((name) => {
      const { method, path } = OPERATIONS[name as keyof typeof ROUTES];
      return [name, { method: method.toUpperCase(), path }];
    });
    expect(ROUTES).toEqual(Object.fromEntries(declared));
  });
});

const IMPORT = /^(?:import|export)\s[^"';]*?from "([^"]+)";/gm;

describe("every folder of the app's pages", () => {
  const folders = ["actions", "cards", "pages", "settings", "shared"];

  test.each(folders)("%s names exactly what its code imports", (folder) => {
    const path = join(SOURCES, "app", folder);
    const files = readdirSync(path, { recursive: true, encoding: "utf8" });
    const imports = files
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) => [...readFileSync(join(path, file), "utf8").matchAll(IMPORT)])
      // Types are gone from what is uploaded.
      .filter(([line]) => !line.startsWith("import type"))
      .flatMap(([, from = ""]) => (from.startsWith(".") ? [] : [packageOf(from)]));
    const manifest = z
      .object({
        dependencies: z.record(z.string(), z.string()).default({}),
        peerDependencies: z.record(z.string(), z.string()).default({}),
      })
      .parse(JSON.parse(readFileSync(join(path, "package.json"), "utf8")));
    const named = { ...manifest.dependencies, ...manifest.peerDependencies };
    // JSX is compiled to calls of React's.
    const used = [...new Set([...imports, "react"])].toSorted();
    expect(Object.keys(named).toSorted()).toEqual(used);
  });
});

function packageOf(specifier: string): string {
  const [scope = "", name] = specifier.split("/");
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}
