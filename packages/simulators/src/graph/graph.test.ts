import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { GRAPH_RESOURCE } from "../entra/entra-options.ts";
import { startGraph } from "./graph.ts";
import type { GraphOptions } from "./graph-options.ts";
import { type ConnectedGraph, connectedGraph, mail } from "./testing/connected-graph.ts";

let it: ConnectedGraph;
beforeEach(() => begin({}));
afterEach(() => it.stop());

async function begin(options: Partial<GraphOptions>): Promise<void> {
  it = await connectedGraph(options);
}

describe("tasks, events and people", () => {
  test("a task is made in a list, found, done and gone", async () => {
    const lists = await it.api("GET", `users/${it.ada}/todo/lists`);
    expect(lists.body.value).toMatchObject([{ wellknownListName: "defaultList" }]);
    const made = await it.api("POST", `users/${it.ada}/todo/lists`, { displayName: "Perennial" });
    const tasks = `users/${it.ada}/todo/lists/${made.body.id}/tasks`;
    const task = await it.api("POST", tasks, {
      title: "Ring Anna",
      body: { content: "Förnyelse", contentType: "text" },
      importance: "high",
      dueDateTime: { dateTime: "2026-12-01T09:00:00", timeZone: "Europe/Stockholm" },
      linkedResources: [
        { webUrl: "https://x.example/?a=1&b=2", applicationName: "Perennial", externalId: "t1" },
      ],
    });
    expect(task).toMatchObject({ status: 201, body: { status: "notStarted" } });
    expect(task.body).not.toHaveProperty("linkedResources");
    const linked = await it.api("GET", `${tasks}?$expand=linkedResources`);
    expect(linked.body.value).toMatchObject([{ linkedResources: [{ externalId: "t1" }] }]);
    const done = await it.api("PATCH", `${tasks}/${task.body.id}`, { status: "completed" });
    expect(done.body).toMatchObject({
      status: "completed",
      title: "Ring Anna",
      importance: "high",
    });
    expect((await it.api("DELETE", `${tasks}/${task.body.id}`)).status).toBe(204);
    expect((await it.api("GET", `${tasks}/${task.body.id}`)).status).toBe(404);
    expect((await it.api("POST", tasks, { body: { content: "x" } })).status).toBe(400);
    expect(
      (
        await it.api("POST", tasks, {
          title: "x",
          dueDateTime: { dateTime: "2026-12-01T09:00:00Z", timeZone: "UTC" },
        })
      ).status,
    ).toBe(400);
    expect(
      (await it.api("POST", `users/${it.ada}/todo/lists/none/tasks`, { title: "x" })).status,
    ).toBe(404);
  });

  test("an event with the same transactionId is made once", async () => {
    const times = {
      start: { dateTime: "2026-12-01T09:00:00", timeZone: "UTC" },
      end: { dateTime: "2026-12-01T10:00:00", timeZone: "UTC" },
    };
    const event = {
      subject: "Möte",
      ...times,
      transactionId: "e1",
      attendees: [{ emailAddress: { address: "a@example.com" }, type: "required" }],
    };
    const first = await it.api("POST", `users/${it.ada}/events`, event);
    const again = await it.api("POST", `users/${it.ada}/events`, event);
    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id]);
    expect(it.graph.person(it.ada).calendar.events).toHaveLength(1);
    expect((await it.api("POST", `users/${it.ada}/events`, { subject: "x" })).status).toBe(400);
    const path = `users/${it.ada}/events/${first.body.id}`;
    const noon = { dateTime: "2026-12-01T12:00:00", timeZone: "Europe/Stockholm" };
    const moved = await it.api("PATCH", path, { start: noon, end: noon });
    expect(moved.body).toMatchObject({ subject: "Möte", start: noon, transactionId: "e1" });
    expect((await it.api("PATCH", path, { transactionId: "e9" })).status).toBe(400);
    const nowhere = { dateTime: "2026-12-01T12:00:00", timeZone: "Europe/Nowhere" };
    expect((await it.api("PATCH", path, { end: nowhere })).status).toBe(400);
    expect(
      (
        await it.api("POST", `users/${it.ada}/events`, {
          ...event,
          transactionId: "e2",
          end: { dateTime: "2026-11-01T10:00:00", timeZone: "UTC" },
        })
      ).status,
    ).toBe(400);
  });

  test("people are listed; unknown ones and Teams messages are refused", async () => {
    const { body } = await it.api("GET", "users?$select=id,mail,userPrincipalName");
    expect(body.value).toMatchObject([{ id: it.ada, mail: "ada@contoso.onmicrosoft.com" }]);
    expect((await it.api("GET", "users/nobody@example.com")).status).toBe(404);
    expect(
      (await it.api("POST", "users/nobody@example.com/sendMail", { message: mail() })).status,
    ).toBe(404);
    const teams = await it.api("POST", "teams/t/channels/c/messages", { body: { content: "x" } });
    expect(teams).toMatchObject({ status: 401 });
    expect(teams.text).toContain("import purposes");
    expect((await it.api("GET", "nothing")).status).toBe(400);
    expect((await it.api("PUT", "users")).status).toBe(405);
  });
});

describe("who gets in and how much", () => {
  test("a token for another service, and permissions that were taken back", async () => {
    it.tenant.addResource("https://other.example");
    const own = it.bearer;
    it.bearer = await it.token("https://other.example");
    expect(await it.api("GET", "users")).toMatchObject({
      status: 401,
      body: { error: { code: "InvalidAuthenticationToken" } },
    });
    it.bearer = own;
    it.tenant.revoke("7f0f3f0a-0000-4000-8000-00000000aaaa", GRAPH_RESOURCE, "Mail.Send");
    it.bearer = await it.token(GRAPH_RESOURCE);
    expect(await it.api("POST", `users/${it.ada}/sendMail`, { message: mail() })).toMatchObject({
      status: 403,
      body: { error: { code: "ErrorAccessDenied" } },
    });
  });

  test("each mailbox has a limit, and difficulties meet as many requests as told", async () => {
    await it.stop();
    await begin({ mailboxRequests: 3 });
    for (let n = 0; n < 3; n += 1)
      expect((await it.api("GET", `users/${it.ada}/messages`)).status).toBe(200);
    const refused = await it.api("GET", `users/${it.ada}/messages`);
    expect(refused).toMatchObject({
      status: 429,
      body: { error: { code: "ApplicationThrottled" } },
    });
    expect(refused.headers.get("retry-after")).toBe("60");
    it.wait(600_000);
    expect((await it.api("GET", `users/${it.ada}/messages`)).status).toBe(200);
    it.graph.trouble.add({ status: 503, html: true, path: "/sendMail", retryAfterSeconds: 4 });
    const page = await it.api("POST", `users/${it.ada}/sendMail`, { message: mail() });
    expect([page.status, page.headers.get("content-type")]).toEqual([503, "text/html"]);
    expect((await it.api("POST", `users/${it.ada}/sendMail`, { message: mail() })).status).toBe(
      202,
    );
  });

  test("four requests at once for a mailbox", async () => {
    await it.graph.faults.set({ delayMs: 100 });
    const path = `users/${it.ada}/messages`;
    const all = await Promise.all(Array.from({ length: 8 }, () => it.api("GET", path)));
    const refused = all.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.text).toContain("MailboxConcurrency");
    expect(all.length - refused.length).toBeGreaterThanOrEqual(4);
    expect((await it.api("GET", path)).status).toBe(200);
  });

  test("a batch of up to twenty, each answered on its own", async () => {
    const step = (id: string, more: object = {}) => ({
      id,
      method: "GET",
      url: `/users/${it.ada}`,
      ...more,
    });
    const json = { headers: { "Content-Type": "application/json" } };
    const { body } = await it.api("POST", "$batch", {
      requests: [
        step("1"),
        step("2", {
          method: "POST",
          url: `/users/${it.ada}/sendMail`,
          body: { message: mail({ toRecipients: [] }) },
          ...json,
        }),
        step("3", { dependsOn: ["2"] }),
      ],
    });
    expect(body.responses).toMatchObject([
      { id: "1", status: 200 },
      { id: "2", status: 400 },
      { id: "3", status: 424 },
    ]);
    const many = Array.from({ length: 21 }, (_one, n) => step(String(n)));
    expect((await it.api("POST", "$batch", { requests: many })).status).toBe(400);
  });

  test("a mail that was accepted and whose answer was lost is sent", async () => {
    await it.graph.faults.set({ dropAfterAccept: 1 });
    await expect(it.api("POST", `users/${it.ada}/sendMail`, { message: mail() })).rejects.toThrow();
    expect(it.graph.accepted.size).toBe(1);
  });
});

test("what it is kept as survives JSON", async () => {
  await it.api("POST", `users/${it.ada}/sendMail`, { message: mail() });
  await it.api("POST", `users/${it.ada}/events`, {
    subject: "x",
    start: { dateTime: "2026-12-01T09:00:00", timeZone: "UTC" },
    end: { dateTime: "2026-12-01T10:00:00", timeZone: "UTC" },
  });
  const kept = JSON.parse(JSON.stringify(it.graph.snapshot()));
  const next = await startGraph({ clock: it.clock, entra: it.entra, tenantId: it.tenant.id });
  next.restore(kept);
  await next.stop();
  expect(next.person(it.ada).mailbox.messages).toMatchObject([{ subject: "Ditt avtal" }]);
  expect(next.person(it.ada).calendar.events).toHaveLength(1);
  const second = next
    .person(it.ada)
    .mailbox.receive({ from: "a@example.com", subject: "2", text: "" });
  expect(second.id).not.toBe(next.person(it.ada).mailbox.messages[1]?.id);
});
