import { expect, test } from "vitest";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { APP_SECRET, APPS, testApp } from "../testing/test-app.ts";
import { testRuntime } from "../testing/test-runtime.ts";
import { install } from "./install.ts";
import { receiveApp } from "./receive-app.ts";

const database = useTestDatabase();
const DOOR = "https://perennial.example/hooks/v1/apps/acme";
let pairs = 0;

async function accounts() {
  pairs += 1;
  const of = await testRuntime(database(), [testApp()], APPS);
  const names = [`${pairs}-one`, `${pairs}-two`] as const;
  const tokens = { accessToken: "access", refreshToken: "refresh" };
  const tenants: number[] = [];
  for (const id of names) {
    const installed = { account: { id, name: id }, tokens, settings: {} };
    tenants.push((await install(of.context, { connector: "acme", installed })).tenant.id);
  }
  const kept = async () => {
    const found = [];
    for (const tenant of tenants) {
      const rows = await of.inTenant<{ body: string; headers: object; id: string }>(
        tenant,
        "select delivery_id as id, body, headers from inbox order by id",
      );
      found.push(rows);
    }
    return found;
  };
  const send = (parts: readonly unknown[], headers: Record<string, string> = {}) =>
    receiveApp(of.context, "acme", {
      ...{ method: "POST", url: DOOR, body: JSON.stringify(parts) },
      headers: { "x-secret": APP_SECRET, ...headers },
    });
  return { ...of, names, tenants, kept, send };
}

test("a delivery about several accounts goes to each of them, and nothing of it to another", async () => {
  const { names, kept, send, tenants } = await accounts();
  const [one, two] = names;
  const parts = [{ account: one, n: 1 }, { account: two, n: 2 }, { account: "nobody" }, 7];
  expect(await send(parts)).toEqual({
    ...{ status: "taken", stored: 2, repeated: 0, unknown: 1, problems: 1, tenants },
  });
  const [ofOne, ofTwo] = await kept();
  expect(ofOne?.map(({ body }) => JSON.parse(body))).toEqual([{ account: one, n: 1 }]);
  expect(ofTwo?.map(({ body }) => JSON.parse(body))).toEqual([{ account: two, n: 2 }]);
});

test("a repeat is recognised by the vendor's id, or by what is in it", async () => {
  const { names, send } = await accounts();
  const [one, two] = names;
  const named = { "x-id": "d1" };
  expect(await send([{ account: one }], named)).toMatchObject({ stored: 1, repeated: 0 });
  expect(await send([{ account: one }, { account: two }], named)).toMatchObject({
    ...{ stored: 1, repeated: 1 },
  });
  expect(
    await send([
      { account: one, n: 1 },
      { account: one, n: 2 },
    ]),
  ).toMatchObject({ stored: 2 });
  expect(await send([{ account: one, n: 2 }])).toMatchObject({
    ...{ stored: 0, repeated: 1, tenants: [] },
  });
});

test("a delivery that is not genuine, or for an app that is not ours, is not taken", async () => {
  const { context, names, send, kept } = await accounts();
  expect(await send([{ account: names[0] }], { "x-secret": "wrong" })).toMatchObject({
    status: "not-genuine",
  });
  const request = { method: "POST", url: DOOR, headers: {}, body: "[]" };
  expect(await receiveApp(context, "other", request)).toEqual({ status: "no-app" });
  expect((await kept()).flat()).toEqual([]);
});

test("the secret that proves a delivery is kept nowhere, and one that a connector stumbles over is taken and told", async () => {
  const { context, names, send, kept, lines } = await accounts();
  await send([{ account: names[0] }]);
  expect(JSON.stringify(await kept())).not.toContain(APP_SECRET);
  const broken = { method: "POST", url: DOOR, headers: { "x-secret": APP_SECRET }, body: "{" };
  expect(await receiveApp(context, "acme", broken)).toMatchObject({ status: "taken", problems: 1 });
  expect(lines.join("\n")).toContain("was not understood");
  expect(lines.join("\n")).not.toContain(APP_SECRET);
});
