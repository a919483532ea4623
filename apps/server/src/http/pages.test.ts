import { OPERATIONS, type Operation } from "@perennial/api";
import { asTenant, readConsents } from "@perennial/store";
import { describe, expect, test } from "vitest";
import { OpenApi } from "../testing/open-api.ts";
import { useServer } from "../testing/test-server.ts";

const server = useServer();

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

/** What anyone may ask answers, asked without anything. */
const OPEN: Readonly<Record<string, number>> = {
  "get /v1/health": 200,
  "post /v1/session": 415,
  "post /v1/session/renew": 415,
};

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
        expect([path, method, status]).toEqual([path, method, OPEN[`${method} ${path}`] ?? 401]);
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

/** Somebody who gets the club's mail, and the link that ends it. */
async function member(): Promise<{ readonly id: string; readonly link: string }> {
  const { world, runtime, tenant } = server();
  for (const { id } of world.crm.records.customers()) {
    const consents = world.crm.records.consentsOf(id);
    const club = consents.find((each) => each.channel === "email" && each.topic === "club");
    if (club?.state !== "given" || !(await mayMail(id))) continue;
    return { id, link: runtime.unsubscribeUrl(tenant, id) };
  }
  throw new Error("nobody is a member of the club");
}

/** Whether no withdrawal of all e-mail marketing, which ends the club's as well, is kept. */
async function mayMail(id: string): Promise<boolean> {
  const { runtime, tenant } = server();
  const known = await asTenant(runtime.db, tenant.id, (tx) => readConsents(tx, [id]));
  const withdrawals = (known.get(id) ?? []).filter(
    ({ channel, topic, state }) =>
      channel === "email" && topic === undefined && state === "withdrawn",
  );
  return withdrawals.length === 0;
}

describe("the link in a mail", () => {
  test("asks when it is opened, however often, and changes nothing", async () => {
    const { id, link } = await member();
    for (const method of ["GET", "HEAD", "GET"]) {
      const response = await fetch(link, { method });
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(response.headers.get("cache-control")).toBe("no-store");
      expect(response.headers.get("content-security-policy")).toContain("form-action 'self'");
      if (method === "GET") expect(await response.text()).toContain('<form method="post">');
    }
    expect(await mayMail(id)).toBe(true);
  });

  const CLICKS = [
    ["a person's click", new URLSearchParams()],
    ["a mail program's, as a form", new URLSearchParams({ "List-Unsubscribe": "One-Click" })],
    ["a mail program's, in parts", oneClick()],
  ] as const;

  test.each(CLICKS)("ends the club's mails with %s", async (_, body) => {
    const { id, link } = await member();
    for (const _time of [1, 2]) {
      const response = await fetch(link, { method: "POST", body });
      expect([response.status, await response.text()]).toEqual([
        200,
        expect.stringContaining("Klart."),
      ]);
    }
    expect(await mayMail(id)).toBe(false);
    const { items } = await server().client.ask("listCustomers", { query: { search: id } });
    expect(items).toHaveLength(1);
  });

  test("that we did not make is not found and ends nothing", async () => {
    const { id, link } = await member();
    const [start = "", payload = "", signature = ""] = link
      .split(/(?<=unsubscribe\/)|\./)
      .slice(-3);
    const base = link.slice(0, link.indexOf("/unsubscribe/"));
    const other = Buffer.from(JSON.stringify([1, "K100001"])).toString("base64url");
    const forged = [
      `${payload}.${signature.slice(0, -1)}${signature.endsWith("A") ? "B" : "A"}`,
      `${other}.${signature}`,
      `${payload}.`,
      payload,
      "%F0%9F%92%A9.x",
    ];
    for (const token of forged) {
      for (const method of ["GET", "POST"]) {
        const response = await fetch(`${base}/unsubscribe/${token}`, { method });
        expect([token, response.status]).toEqual([token, 404]);
        expect(await response.text()).not.toContain("<form");
      }
    }
    expect(start).toContain("/unsubscribe/");
    expect(await mayMail(id)).toBe(true);
  });
});

function oneClick(): FormData {
  const form = new FormData();
  form.set("List-Unsubscribe", "One-Click");
  return form;
}
