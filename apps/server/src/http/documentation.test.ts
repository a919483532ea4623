import { OPERATIONS, type Operation } from "@perennial/api";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { useServer } from "../testing/test-server.ts";

const server = useServer();

/** A JSON Schema is free in its form; what may not be is a reference that leads nowhere. */
const Schema = z.union([z.boolean(), z.record(z.string(), z.unknown())]);
const MediaType = z.strictObject({ schema: Schema });
const Content = z.record(z.string().regex(/^\w+\/[\w.+-]+$/), MediaType);
const Described = z.strictObject({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  tags: z.tuple([z.string()]),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  parameters: z
    .array(
      z.strictObject({
        name: z.string(),
        in: z.enum(["path", "query"]),
        required: z.boolean().optional(),
        description: z.string().optional(),
        schema: Schema,
      }),
    )
    .optional(),
  requestBody: z.strictObject({ required: z.literal(true), content: Content }).optional(),
  responses: z.record(
    z.string().regex(/^(?:[1-5]\d\d|default)$/),
    z.strictObject({ description: z.string().min(1), content: Content }),
  ),
});
/** The form of a document of OpenAPI 3.1, as far as we use it (spec.openapis.org/oas/v3.1.0). */
const OpenApi = z.strictObject({
  openapi: z.literal("3.1.0"),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    description: z.string(),
    license: z.strictObject({ name: z.string(), identifier: z.string() }),
  }),
  paths: z.record(
    z.string().startsWith("/"),
    z.partialRecord(z.enum(["get", "put", "post"]), Described),
  ),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[\w.-]+$/), Schema),
    securitySchemes: z.record(
      z.string(),
      z.strictObject({ type: z.literal("http"), scheme: z.literal("bearer") }),
    ),
  }),
});

async function document() {
  const response = await fetch(new URL("/v1/openapi.json", server().url));
  expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
  return OpenApi.parse(await response.json());
}

/** Every reference in a value. */
function referencesIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === "$ref" ? [String(inner)] : referencesIn(inner),
  );
}

describe("the API's document", () => {
  test("has the form of OpenAPI 3.1, and none of its references leads nowhere", async () => {
    const { components, ...rest } = await document();
    const known = Object.keys(components.schemas).map((name) => `#/components/schemas/${name}`);
    const references = referencesIn({ components, rest });
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((each) => !known.includes(each))).toEqual([]);
    expect(known.filter((each) => !references.includes(each))).toEqual([]);
  });

  test("names every route, who may ask it, and what its path needs", async () => {
    const { paths, components } = await document();
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, each]) => ({ path, method, ...each })),
    );
    const asked = Object.values<Operation>(OPERATIONS);
    const name = (each: { method: string; path: string }) => `${each.method} ${each.path}`;
    expect(described.map(name).sort()).toEqual(asked.map(name).sort());
    for (const { id, path, method, role, stream } of asked) {
      const found = described.find((each) => each.operationId === id);
      expect(found).toMatchObject({ path, method });
      const inPath = found?.parameters?.filter((each) => each.in === "path") ?? [];
      expect(inPath.map((each) => `{${each.name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(inPath.every((each) => each.required)).toBe(true);
      expect(found?.security).toEqual(role && [{ token: [] }]);
      expect(found?.requestBody === undefined).toBe(method === "get");
      const type = stream ? "application/x-ndjson" : "application/json";
      expect(Object.keys(found?.responses["200"]?.content ?? {})).toEqual([type]);
      expect(Object.keys(found?.responses.default?.content ?? {})).toEqual([
        "application/problem+json",
      ]);
    }
    expect(new Set(described.map((each) => each.operationId)).size).toBe(asked.length);
    expect(Object.keys(components.securitySchemes)).toEqual(["token"]);
  });

  test("is true of the routes: each that it names is there", async () => {
    const { paths } = await document();
    for (const [path, methods] of Object.entries(paths)) {
      for (const method of Object.keys(methods)) {
        const url = new URL(path.replace(/\{\w+\}/g, "x"), server().url);
        const { status } = await fetch(url, { method: method.toUpperCase() });
        expect([path, method, status]).toEqual([path, method, path === "/v1/health" ? 200 : 401]);
      }
    }
  });
});

describe("the pages to read it by", () => {
  test("are made of files of this server alone, which are there", async () => {
    const page = await fetch(new URL("/docs", server().url));
    const html = await page.text();
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      expect(file).toMatch(/^\/docs\/[\w.-]+$/);
      const response = await fetch(new URL(file, server().url));
      expect([file, response.status]).toEqual([file, 200]);
    }
    const start = await (await fetch(new URL("/docs/start.js", server().url))).text();
    const style = await (await fetch(new URL("/docs/swagger-ui.css", server().url))).text();
    expect(`${html}${start}`).not.toMatch(/https?:\/\//);
    expect(style).not.toMatch(/url\(["']?(?:https?:)?\/\/|@import/);
  });

  test("may load what they are made of, set their styles and ask this server, and nothing else", async () => {
    const page = await fetch(new URL("/docs", server().url));
    const policy = page.headers.get("content-security-policy") ?? "";
    const directives = Object.fromEntries(
      policy.split("; ").map((each) => [each.split(" ")[0], each.split(" ").slice(1)]),
    );
    expect(directives).toEqual({
      "default-src": ["'none'"],
      "script-src": ["'self'"],
      "style-src": ["'self'", "'unsafe-inline'"],
      "img-src": ["'self'", "data:"],
      "connect-src": ["'self'"],
      "base-uri": ["'none'"],
      "form-action": ["'none'"],
      "frame-ancestors": ["'none'"],
    });
    expect(await page.text()).not.toMatch(/<script>|\son\w+=|<style/);
  });
});

test("every answer has the headers that keep browsers from misusing it", async () => {
  for (const path of [
    "/v1/health",
    "/v1/customers",
    "/nowhere",
    "/docs",
    "/unsubscribe/x",
    "/hooks/v1/1/x",
  ]) {
    const { headers } = await fetch(new URL(path, server().url));
    const found = (name: string) => [path, headers.get(name)];
    expect(found("x-content-type-options")).toEqual([path, "nosniff"]);
    expect(found("x-frame-options")).toEqual([path, "DENY"]);
    expect(found("referrer-policy")).toEqual([path, "no-referrer"]);
    expect(found("cross-origin-resource-policy")).toEqual([path, "same-origin"]);
    expect(found("content-security-policy")).toEqual([
      path,
      expect.stringMatching(/^default-src 'none';/),
    ]);
    expect(found("x-powered-by")).toEqual([path, null]);
    expect(found("access-control-allow-origin")).toEqual([path, null]);
  }
});
