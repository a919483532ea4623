import { asTenant, readConsents } from "@perennial/store";
import { describe, expect, test } from "vitest";
import { useServer } from "../testing/test-server.ts";

const server = useServer();

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
