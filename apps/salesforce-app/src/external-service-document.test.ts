import { readFileSync } from "node:fs";
import { join } from "node:path";
import { OPERATIONS } from "@perennial/api";
import { describe, expect, test } from "vitest";
import { externalServiceDocument, type FlatObject } from "./external-service-document.ts";
import { externalServiceRegistration } from "./external-service-registration.ts";
import { FLOW_ACTIONS } from "./flow-actions.ts";
import { flowDocument } from "./flow-document.ts";

const SOURCE = join(import.meta.dirname, "../force-app/main/default");
const document = flowDocument();
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);
const schemas = Object.entries(document.components.schemas);
const IDENTIFIER = /^[A-Za-z](?:_?[A-Za-z0-9])*$/;

test("what is checked in is what the contract makes today", () => {
  const path = "externalServiceRegistrations/Perennial.externalServiceRegistration-meta.xml";
  expect(readFileSync(join(SOURCE, path), "utf8")).toBe(externalServiceRegistration(document));
});

describe("the document keeps to what External Services take", () => {
  test("OpenAPI 3.0, the named credential's host, and every action once", () => {
    const credential = readFileSync(
      join(SOURCE, "namedCredentials/Perennial.namedCredential-meta.xml"),
      "utf8",
    );
    expect(document.openapi).toMatch(/^3\.0\./);
    expect(document.servers.map(({ url }) => url)).toEqual([
      /<parameterValue>(.*?)</.exec(credential)?.[1],
    ]);
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
      FLOW_ACTIONS.toSorted(),
    );
  });

  test("names are names in Apex", () => {
    const names = [
      ...operations.map(({ operationId }) => operationId),
      ...operations.flatMap(({ parameters = [] }) => parameters.map(({ name }) => name)),
      ...schemas.flatMap(([name, { properties }]) => [name, ...Object.keys(properties)]),
    ];
    expect(names.filter((name) => !IDENTIFIER.test(name))).toEqual([]);
  });

  test("a parameter of a path stands in its path, and each of a path is a parameter", () => {
    for (const { path, parameters = [] } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(parameters.map(({ name }) => name)).toEqual(inPath);
    }
  });

  test("no method without a body has one, and answers are JSON without headers", () => {
    for (const { method, requestBody, responses } of operations) {
      expect(["get", "patch", "put", "post", "delete"]).toContain(method);
      expect(method === "get" && requestBody !== undefined).toBe(false);
      expect(Object.keys(responses)).toEqual(["200", "default"]);
      for (const answer of Object.values(responses)) {
        expect(Object.keys(answer).sort()).toEqual(["content", "description"]);
        expect(Object.keys(answer.content)).toEqual(["application/json"]);
      }
    }
  });

  test("every reference leads somewhere, and every schema is referred to", () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
      (match) => match[1],
    );
    expect([...new Set(references)].sort()).toEqual(schemas.map(([name]) => name).sort());
  });

  test("objects hold plain values alone, and their sizes stay below the limits", () => {
    const keys = new Set(
      schemas.flatMap(([, { properties }]) => Object.values(properties).flatMap(Object.keys)),
    );
    expect(
      [...keys].filter(
        (key) => !["type", "format", "description", "enum", "nullable"].includes(key),
      ),
    ).toEqual([]);
    const descriptions = schemas.flatMap(([, { properties }]) =>
      Object.values(properties).flatMap(({ description }) => description ?? []),
    );
    expect(descriptions.every((each) => each.length <= 1_333)).toBe(true);
    expect(JSON.stringify(document).length).toBeLessThan(10_000_000);
  });
});

test("what a flow sends by the document, the API takes", () => {
  for (const { operationId, requestBody } of operations) {
    const name = requestBody?.content["application/json"].schema.$ref.split("/").at(-1) ?? "";
    const schema = document.components.schemas[name];
    if (!schema) throw new Error(`${operationId} has no body`);
    const action = FLOW_ACTIONS.find((each) => each === operationId);
    if (!action) throw new Error(`${operationId} is no action`);
    const taken = OPERATIONS[action].body.safeParse(exampleOf(schema));
    expect([operationId, taken.error?.issues ?? []]).toEqual([operationId, []]);
  }
});

/** An example of an object, filled in as somebody does who reads the document. */
function exampleOf({ properties }: FlatObject): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, { format, description = "" }]) => {
      const choice = /One of: (\S+),/.exec(description)?.[1];
      const moment = format === "date-time" ? "2026-03-02T08:00:00.000Z" : undefined;
      return [name, choice ?? moment ?? "renewal-2026"];
    }),
  );
}

describe("a contract that flows cannot take is refused with its place", () => {
  const make = (body: object, actions = ["act"]) =>
    externalServiceDocument({
      contract: {
        paths: {
          "/v1/things/{id}": {
            post: {
              operationId: "act",
              summary: "Acts (V-08)",
              parameters: [{ in: "path", name: "id", schema: { type: "string" } }],
              requestBody: { content: { "application/json": { schema: body } } },
              responses: {
                200: { content: { "application/json": { schema: { type: "object" } } } },
                default: {
                  content: { "application/problem+json": { schema: { type: "object" } } },
                },
              },
            },
          },
        },
        components: { schemas: { Moment: { type: "string", format: "date-time" } } },
      },
      actions,
      ...{ parameterNames: { id: "thingId" }, url: "https://perennial.example", version: "1" },
    });
  const object = (property: object, required: readonly string[] = []) => ({
    type: "object",
    ...{ properties: { it: property }, required },
  });
  const flat = (property: object) =>
    make(object(property, ["it"])).components.schemas.ActRequest?.properties.it;

  test("an action that the API does not have", () => {
    expect(() => make({ type: "object" }, ["fly"])).toThrow(
      "The API has no operation fly. Name one that it has.",
    );
  });

  test.each([
    ["a list", { type: "array", items: { type: "string" } }],
    ["an object", { type: "object", properties: {} }],
    ["several kinds of values", { anyOf: [{ type: "string" }, { type: "number" }] }],
  ])("%s that is demanded; one that is optional is left out", (_, property) => {
    expect(() => make(object(property, ["it"]))).toThrow(
      /^act: ActRequest: it is not a plain value/,
    );
    expect(make(object(property)).components.schemas.ActRequest?.properties).toEqual({});
  });

  test("a reference that leads nowhere", () => {
    expect(() => flat({ $ref: "#/components/schemas/Nothing" })).toThrow(
      "act: ActRequest: it refers to #/components/schemas/Nothing, which is not there.",
    );
  });

  test("what can be said in OpenAPI 3.0 is said there", () => {
    expect(flat({ type: ["string", "null"] })).toEqual({ type: "string", nullable: true });
    expect(flat({ anyOf: [{ $ref: "#/components/schemas/Moment" }, { type: "null" }] })).toEqual({
      ...{ type: "string", format: "date-time", nullable: true },
    });
    expect(flat({ type: "string", enum: ["in", "out"] })).toEqual({
      ...{ type: "string", enum: ["in", "out"] },
    });
    expect(flat({ type: "string", enum: ["do-not-call"], description: "How." })).toEqual({
      ...{ type: "string", description: "How. One of: do-not-call." },
    });
    expect(flat({ type: "string", description: "x".repeat(2_000) })?.description).toHaveLength(
      1_333,
    );
  });

  test("parameters have their names, and requirement numbers are not for flows", () => {
    const made = make({ type: "object" }).paths["/v1/things/{thingId}"]?.post;
    expect(made?.parameters?.map(({ name }) => name)).toEqual(["thingId"]);
    expect(made?.summary).toBe("Acts");
  });
});
