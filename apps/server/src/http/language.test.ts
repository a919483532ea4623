import { describe, expect, test } from "vitest";
import { json, useServer } from "../testing/test-server.ts";

const server = useServer();

interface Told {
  readonly title: string;
  readonly detail: string;
  readonly problems?: readonly { readonly place: string; readonly message: string }[];
}

/** What the same request is told in a language; in none where it asks for none. */
async function ask(path: string, init: RequestInit, language?: string): Promise<Told> {
  const headers = new Headers(init.headers);
  if (language !== undefined) headers.set("accept-language", language);
  const response = await server().ask(path, { ...init, headers: Object.fromEntries(headers) });
  return (await response.json()) as Told;
}

describe("what is wrong is told in the language that is asked for", () => {
  test("something that is not there", async () => {
    const [sv, en] = await inBoth("/v1/customers/nobody", {});
    expect(en).toMatchObject({ title: "Not found", detail: 'There is no customer "nobody".' });
    expect(sv).toMatchObject({ title: "Not found", detail: "Hittar inte kunden ”nobody”." });
  });

  test("a part of a request", async () => {
    const [sv, en] = await inBoth("/v1/plan/check", json("POST", {}));
    expect(en.detail).toBe('The body of the request is not right; see "problems" for each thing.');
    expect(sv.detail).toBe("Innehållet stämmer inte. Varje fel står i listan.");
    expect(sv.problems?.map(({ place }) => place)).toEqual(en.problems?.map(({ place }) => place));
    expect(sv.problems?.map(({ message }) => message).join(" ")).not.toMatch(/Invalid|input/);
  });

  test("a plan", async () => {
    const plan = { flows: { basis: "purchases", lostAfter: "P2Y", inactiveAfter: "P3Y" } };
    const [sv, en] = await inBoth("/v1/plan/check", json("POST", { plan }));
    expect(JSON.stringify(en)).toContain("so nobody is ever inactive.");
    expect(JSON.stringify(sv)).toContain("så ingen blir någonsin inaktiv.");
  });

  test("English where nothing, or any language, is asked for", async () => {
    for (const language of [undefined, "*", "de, en;q=0.5"]) {
      const told = await ask("/v1/customers/nobody", {}, language);
      expect(told.detail).toBe('There is no customer "nobody".');
    }
  });
});

async function inBoth(path: string, init: RequestInit): Promise<readonly [Told, Told]> {
  return [await ask(path, init, "sv"), await ask(path, init, "en")];
}
