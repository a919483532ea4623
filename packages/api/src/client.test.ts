import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { ApiError, Client } from "./client.ts";
import type { DaySummary } from "./schemas.ts";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await once(server.close(), "close");
  }
});

/** A client of a server that answers so. */
async function clientOf(answer: RequestListener, token?: string): Promise<Client> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return new Client({ url: `http://127.0.0.1:${port}`, ...(token !== undefined && { token }) });
}

function day(date: string): DaySummary {
  const none = { entered: 0, mailed: 0, texted: 0, called: 0, replied: 0, ordered: 0, signed: 0 };
  return { date, ...none, left: 0, held: 0, skipped: {}, unclear: 0, sentence: `${date}: åäö` };
}

const PROBLEM = {
  ...{
    type: "about:blank",
    title: "Invalid request",
    status: 400,
    detail: "The query is not right.",
  },
  problems: [{ place: "query.limit", message: "too small" }],
};

async function days(client: Client): Promise<readonly string[]> {
  const told: string[] = [];
  for await (const each of client.stream("forwardClock", { body: { by: "P3D" } })) {
    told.push(each.sentence);
  }
  return told;
}

describe("asking", () => {
  test("sends the token, the query and the body as the operation has them", async () => {
    const asked: Pick<IncomingMessage, "method" | "url" | "headers">[] = [];
    const bodies: string[] = [];
    const client = await clientOf(async (request, response) => {
      asked.push(request);
      bodies.push((await request.setEncoding("utf8").toArray()).join(""));
      const page = { items: [], next: null };
      response.end(
        JSON.stringify(request.method === "GET" ? page : { entered: true, reason: null }),
      );
    }, "pt_1_x");
    await client.ask("listEnrolments", {
      query: { program: "a&b", ended: "true", limit: undefined },
    });
    await client.ask("startEnrolment", { body: { program: "renewal", customerId: "K1" } });
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET /v1/enrolments?program=a%26b&ended=true",
      "POST /v1/enrolments",
    ]);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer pt_1_x",
      "Bearer pt_1_x",
    ]);
    expect(asked.map(({ headers }) => headers["content-type"])).toEqual([
      undefined,
      "application/json",
    ]);
    expect(bodies).toEqual(["", '{"program":"renewal","customerId":"K1"}']);
  });

  test("tells a problem with every place", async () => {
    const client = await clientOf((_, response) => {
      response.writeHead(400, { "content-type": "application/problem+json" });
      response.end(JSON.stringify(PROBLEM));
    });
    const error: unknown = await client.ask("listCustomers").catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      message: "The query is not right.\n  query.limit: too small",
      problem: PROBLEM,
    });
  });

  test("tells the status where something else than our server answers with an error", async () => {
    const client = await clientOf(
      (_, response) => void response.writeHead(502).end("<html>Bad gateway"),
    );
    await expect(client.ask("health")).rejects.toMatchObject({
      ...{ name: "ApiError", message: "The server answered 502.", problem: { status: 502 } },
    });
  });

  test("does not take an answer of another form for one of ours", async () => {
    const html = await clientOf((_, response) => void response.end("<html>Welcome"));
    await expect(html.ask("health")).rejects.toThrow(SyntaxError);
    const other = await clientOf((_, response) => void response.end('{"status":"up"}'));
    await expect(other.ask("health")).rejects.toMatchObject({ name: "ZodError" });
  });
});

describe("an answer of many lines", () => {
  test("is given line by line, however it is cut on the way", async () => {
    const bytes = Buffer.from(
      `${JSON.stringify(day("2026-03-02"))}\n\n${JSON.stringify(day("2026-03-03"))}`,
    );
    const client = await clientOf(async (_, response) => {
      for (let at = 0; at < bytes.length; at += 7) {
        response.write(bytes.subarray(at, at + 7));
        await new Promise((done) => setImmediate(done));
      }
      response.end();
    });
    expect(await days(client)).toEqual(["2026-03-02: åäö", "2026-03-03: åäö"]);
  });

  test("ends with the problem that broke it off", async () => {
    const lines = [day("2026-03-02"), { ...PROBLEM, title: "Interrupted" }].map((each) =>
      JSON.stringify(each),
    );
    const client = await clientOf((_, response) => void response.end(lines.join("\n")));
    const turn = client.stream("forwardClock", { body: { by: "P3D" } });
    expect((await turn.next()).value).toMatchObject({ date: "2026-03-02" });
    await expect(turn.next()).rejects.toThrow(ApiError);
  });

  test("that is cut off is no end", async () => {
    const client = await clientOf((_, response) => {
      response.write(`${JSON.stringify(day("2026-03-02"))}\n`, () => response.destroy());
    });
    await expect(days(client)).rejects.toThrow(TypeError);
  });

  test("that nobody wants any more is given up", async () => {
    let isGone: Promise<unknown> | undefined;
    const client = await clientOf((_, response) => {
      isGone = once(response, "close");
      response.write(`${JSON.stringify(day("2026-03-02"))}\n`);
    });
    for await (const _day of client.stream("forwardClock", { body: { by: "P3D" } })) break;
    await isGone;
  });
});
