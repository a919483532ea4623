import { ApiError } from "@perennial/api";
import { saveConnection } from "@perennial/runtime";
import { beforeAll, expect, test } from "vitest";
import { useServer } from "../testing/test-server.ts";

const server = useServer();

beforeAll(async () => {
  const { runtime, tenant } = server();
  const connector = runtime.connectors.find(({ manifest }) => manifest.id === "smtp");
  if (!connector) throw new Error("the SMTP connector is not installed");
  const settings = { host: "127.0.0.1", encryption: "none", fromAddress: "hej@bolag.example" };
  await saveConnection(runtime, tenant.id, { id: "post", connector, settings });
});

function save(values: Readonly<Record<string, string | null>>, connection = "post") {
  const body = { senders: [{ connection, values: { ...values } }] };
  return server().client.ask("saveTenantSettings", { body });
}

async function valuesNow() {
  const { senders } = await server().client.ask("getTenantSettings");
  return senders.find(({ connection }) => connection === "post")?.values;
}

test("a sender is changed field by field, and a field that is null is taken away", async () => {
  await save({ fromName: "Bolaget", replyTo: "svar@bolag.example" });
  await save({ replyTo: null });
  expect(await valuesNow()).toEqual({
    ...{ fromAddress: "hej@bolag.example", fromName: "Bolaget", replyTo: null },
  });
});

test("a sender's field that is not right is told by its connection and its name, and nothing is kept", async () => {
  const before = await valuesNow();
  for (const [values, places] of [
    [{ fromAddress: "nobody", replyTo: "nowhere" }, ["fromAddress", "replyTo"]],
    [{ fromAddress: null, fromName: "Bo" }, ["fromAddress"]],
    [{ password: "p" }, ["password"]],
  ] as const) {
    const error: unknown = await save(values).catch((reason: unknown) => reason);
    const problem = error instanceof ApiError ? error.problem : undefined;
    expect(problem?.status).toBe(400);
    expect(problem?.problems?.map(({ place }) => place)).toEqual(
      places.map((field) => `body.senders.post.${field}`),
    );
  }
  await expect(save({ fromName: "Bo" }, "none")).rejects.toMatchObject({
    problem: { status: 404 },
  });
  expect(await valuesNow()).toEqual(before);
});
