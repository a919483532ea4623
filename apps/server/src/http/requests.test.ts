import { request } from "node:http";
import { OPERATIONS, type Operation, ROLES, type Role } from "@perennial/api";
import { asTenant, CUSTOMERS, ensureTenant, upsertRecords } from "@perennial/store";
import { beforeAll, describe, expect, test } from "vitest";
import { json, problemIn, useServer } from "../testing/test-server.ts";
import { type NewToken, putTestToken } from "../testing/test-token.ts";

const server = useServer();
const NOW = "2026-03-02T07:00:00.000Z";

async function tokenFor(token: Partial<NewToken>): Promise<string> {
  const { runtime, tenant } = server();
  return putTestToken(runtime.db, { tenant: tenant.id, role: "admin", ...token });
}

function as(token: string, init?: RequestInit): RequestInit {
  return { ...init, headers: { ...init?.headers, authorization: `Bearer ${token}` } };
}

/** Any path of an operation, its parameters filled with something that is not there. */
function pathOf({ path }: Operation): string {
  return path.replace(/\{\w+\}/g, "nothing");
}

/** A method of an operation with a body, as it is sent. */
function upper(method: Exclude<Operation["method"], "get">) {
  return ({ post: "POST", put: "PUT", delete: "DELETE" } as const)[method];
}

const CLOSED = Object.values<Operation>(OPERATIONS).filter((each) => each.role !== undefined);

describe("who may ask", () => {
  test.each(CLOSED)("nobody without a token of ours: $id", async (operation) => {
    const { method } = operation;
    const init = method === "get" ? { method } : json(upper(method), {});
    const foreign = ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer pt_1_AAAAAAAAAAAAAAAAAAAAAA"];
    for (const authorization of [...foreign, "Bearer pt_999999999_AAAAAAAAAAAAAAAAAAAAAA"]) {
      const headers = { ...("headers" in init ? init.headers : {}), authorization };
      const response = await server().ask(pathOf(operation), { ...init, headers });
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toBe("Bearer");
      expect(await problemIn(response)).toMatchObject({ title: "Not signed in", status: 401 });
    }
  });

  test.each(ROLES)(
    "a token with the role %s may what its role and those below it may",
    async (role: Role) => {
      const token = await tokenFor({ role });
      for (const operation of CLOSED) {
        const { method } = operation;
        const init = method === "get" ? {} : json(upper(method), { nonsense: true });
        const { status } = await server().ask(pathOf(operation), as(token, init));
        const may = ROLES.indexOf(role) >= ROLES.indexOf(operation.role ?? "admin");
        expect([operation.id, status === 403]).toEqual([operation.id, !may]);
      }
    },
  );

  test("a token with a role that there is not may nothing", async () => {
    const response = await server().ask("/v1/customers", as(await tokenFor({ role: "owner" })));
    expect(await problemIn(response)).toMatchObject({ status: 403 });
  });

  test("nothing of a request is read before it is known who asks", async () => {
    const init = { method: "PUT", headers: { "content-type": "application/json" }, body: "{" };
    const response = await server().ask("/v1/programs/renewal", as("pt_1_nobody-knows-this", init));
    expect(response.status).toBe(401);
  });
});

describe("what is another tenant's", () => {
  let theirs = "";
  beforeAll(async () => {
    const { db } = server().runtime;
    const tenant = await ensureTenant(db, { slug: "other", name: "Other" }, NOW);
    theirs = await tokenFor({ tenant: tenant.id });
    await asTenant(db, tenant.id, (tx) =>
      upsertRecords(tx, CUSTOMERS, [
        ...[{ id: "theirs", kind: "person", name: "Theirs", locale: "sv" } as const].map(
          (each) => ({
            ...{ ...each, doNotCall: false, attributes: {}, updatedAt: NOW },
          }),
        ),
      ]),
    );
  });

  test("is not there, in the same words as what is nowhere", async () => {
    const paths = ["", "/timeline", "/explanation"].map(
      (end) => (id: string) => `/v1/customers/${id}${end}`,
    );
    for (const path of paths) {
      const foreign = await problemIn(await server().ask(path("theirs")));
      const nowhere = await problemIn(await server().ask(path("nobody")));
      expect(foreign).toMatchObject({ status: 404, detail: 'There is no customer "theirs".' });
      const unnamed = { ...nowhere, detail: 'There is no customer "theirs".' };
      expect({ ...foreign, instance: "" }).toEqual({ ...unnamed, instance: "" });
    }
    for (const end of ["", "/audience"]) {
      const response = await server().ask(`/v1/programs/renewal${end}`, as(theirs));
      expect(await problemIn(response)).toMatchObject({
        ...{ status: 404, detail: 'There is no program "renewal".' },
      });
    }
  });

  test("is in no list", async () => {
    for (const path of ["agreements", "enrolments", "decisions", "outbox"]) {
      const response = await server().ask(`/v1/${path}`, as(theirs));
      expect(await response.json()).toEqual({ items: [], next: null });
    }
    const { items } = await server().client.ask("listCustomers", { query: { search: "theirs" } });
    expect(items).toEqual([]);
  });

  test("cannot be started, changed or put in its place", async () => {
    const { items } = await server().client.ask("listAgreements");
    const [{ id: agreementId, customerId } = { id: "", customerId: "" }] = items;
    const start = json("POST", { program: "renewal", customerId, agreementId });
    expect(await (await server().ask("/v1/enrolments", as(theirs, start))).json()).toEqual({
      ...{ entered: false, reason: 'there is no program "renewal"' },
    });
    const pause = json("POST", { state: "paused" });
    const response = await server().ask("/v1/programs/renewal/state", as(theirs, pause));
    expect(response.status).toBe(404);
  });
});

describe("a request that is not right", () => {
  const QUERIES = [
    ["customers?limit=0", "query.limit"],
    ["customers?limit=501", "query.limit"],
    ["customers?limit=many", "query.limit"],
    ["customers?limit=1&limit=2", "query.limit"],
    ["customers?colour=red", "query.colour"],
    ["customers?search=a%00b", "query.search"],
    ["customers/K%00/timeline", "path.id"],
    [`customers/${"x".repeat(201)}`, "path.id"],
    ["customers/K1/timeline?after=-1", "query.after"],
    ["agreements?endsFrom=2026-02-30", "query.endsFrom"],
    ["agreements?endsTo=0000-01-01", "query.endsTo"],
    ["enrolments?after=newest", "query.after"],
    ["enrolments?ended=perhaps", "query.ended"],
    ["decisions?after=1.5", "query.after"],
    ["outbox?after=12", "query.after"],
    ["programs/renewal?locale=fi", "query.locale"],
  ] as const;

  test.each(QUERIES)("is told where: %s", async (path, place) => {
    const problem = await problemIn(await server().ask(`/v1/${path}`));
    expect(problem).toMatchObject({ status: 400, title: "Invalid request", problems: [{ place }] });
  });

  const BODIES = [
    ["/v1/clock/forward", "POST", {}, ["body.by"]],
    ["/v1/clock/forward", "POST", { by: "3 days", and: 1 }, ["body.by", "body.and"]],
    ["/v1/clock/forward", "POST", [], ["body"]],
    ["/v1/clock/forward", "POST", { by: "P11Y" }, ["body.by"]],
    ["/v1/clock/forward", "POST", { by: `P${"9".repeat(300)}D` }, ["body.by"]],
    ["/v1/enrolments", "POST", { program: 1, customerId: "" }, ["body.program", "body.customerId"]],
    [
      "/v1/enrolments",
      "POST",
      { program: "x\0", customerId: "\ud800" },
      ["body.program", "body.customerId"],
    ],
    ["/v1/programs/renewal", "PUT", { files: { a: 1, b: 2 } }, ["body.files.a", "body.files.b"]],
    [
      "/v1/programs/renewal",
      "PUT",
      { files: { a: "\0", "\0": "" } },
      ["body.files.a", "body.files"],
    ],
    ["/v1/programs/renewal/state", "POST", { state: "asleep" }, ["body.state"]],
  ] as const;

  test.each(BODIES)("is told every place: %s %s %j", async (path, method, body, places) => {
    const problem = await problemIn(await server().ask(path, json(method, body)));
    expect(problem).toMatchObject({ status: 400, problems: places.map((place) => ({ place })) });
  });

  const UNREADABLE: readonly (readonly [string, string, number, RegExp])[] = [
    ["{", "application/json", 400, /not JSON/],
    ["{}", "text/plain", 415, /application\/json/],
    ["{}", "application/json; charset=latin1", 415, /UTF-8/],
    [`{"files":{"a":"${"x".repeat(2_100_000)}"}}`, "application/json", 413, /2 MB/],
  ];

  test.each(UNREADABLE)(
    "is refused as it cannot be read: %.20s as %s",
    async (body, type, status, detail) => {
      const init = { method: "PUT", headers: { "content-type": type }, body };
      const problem = await problemIn(await server().ask("/v1/programs/renewal", init));
      expect(problem).toMatchObject({ status, detail: expect.stringMatching(detail) });
    },
  );

  test("is told what there is instead: a path, a method", async () => {
    const unknown = await problemIn(await server().ask("/v2/customers"));
    expect(unknown).toMatchObject({ status: 404, detail: expect.stringContaining("/docs") });
    const broken = await problemIn(await server().ask("/v1/customers/%E0%A4%A"));
    expect(broken).toMatchObject({ status: 400, detail: expect.stringContaining("hexadecimal") });
    const method = await server().ask("/v1/customers", { method: "DELETE" });
    expect(method.headers.get("allow")).toBe("HEAD, GET");
    expect(await problemIn(method)).toMatchObject({ status: 405 });
    const options = await server().ask("/v1/enrolments", { method: "OPTIONS" });
    expect([options.status, options.headers.get("allow")]).toEqual([204, "HEAD, GET, POST"]);
  });

  test("leaves no trace of how the server is made, and no error in its log", async () => {
    const answers = await Promise.all([
      server().ask("/v1/customers?after=%00"),
      server().ask("/v1/programs/renewal", {
        method: "PUT",
        body: "{",
        headers: { "content-type": "application/json" },
      }),
      server().ask("/%2e%2e/%2e%2e/etc/passwd"),
      server().ask("/docs/../../package.json"),
    ]);
    for (const response of answers) {
      expect(response.status).toBeLessThan(500);
      expect(await response.text()).not.toMatch(/node_modules|\.ts\b|at \w+ \(|select |\/src\//);
    }
    expect(server().lines.filter((line) => line.startsWith("error"))).toEqual([]);
  });

  test("a request line that names a host of its own is taken for its path", async () => {
    const { port } = new URL(server().url);
    const status = await new Promise((resolve, reject) => {
      const path = "http://elsewhere.example/v1/health";
      request({ port, path }, (response) => resolve(response.resume().statusCode))
        .on("error", reject)
        .end();
    });
    expect(status).toBe(200);
  });
});
