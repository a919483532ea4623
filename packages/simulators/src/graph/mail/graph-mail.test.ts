import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ConnectedGraph, connectedGraph, mail } from "../testing/connected-graph.ts";

let it: ConnectedGraph;
beforeEach(async () => {
  it = await connectedGraph();
});
afterEach(() => it.stop());

describe("mail", () => {
  test("is sent with 202 and nothing to read, and stands among the sent ones", async () => {
    const headers = [{ name: "x-perennial-id", value: "m1" }];
    const sent = await it.api("POST", `users/${it.ada}/sendMail`, {
      message: mail({ internetMessageHeaders: headers }),
      saveToSentItems: true,
    });
    expect(sent).toMatchObject({ status: 202, text: "" });
    expect(sent.headers.get("content-type")).toContain("application/json");
    expect(it.graph.accepted.entries).toMatchObject([
      { act: "send-mail", to: ["anna+news@example.com"], subject: "Ditt avtal" },
    ]);
    const listed = await it.api(
      "GET",
      `users/${it.tenant.users[0]?.upn}/mailFolders/sentitems/messages?$select=subject,internetMessageHeaders,body`,
    );
    expect(listed.body.value).toMatchObject([
      { subject: "Ditt avtal", internetMessageHeaders: headers, body: { contentType: "html" } },
    ]);
  });

  test.each([
    ["no recipient", { toRecipients: [] }, "ErrorInvalidRecipients"],
    [
      "an address that is none",
      { toRecipients: [{ emailAddress: { address: "anna" } }] },
      "ErrorInvalidRecipients",
    ],
    [
      "a header of another name",
      { internetMessageHeaders: [{ name: "List-Id", value: "x" }] },
      "InvalidInternetMessageHeader",
    ],
    ["an unknown property", { recipients: [] }, "RequestBodyRead"],
    [
      "a body of another type",
      { body: { contentType: "Markdown", content: "x" } },
      "RequestBodyRead",
    ],
  ])("%s is refused", async (_what, more, code) => {
    const answer = await it.api("POST", `users/${it.ada}/sendMail`, { message: mail(more) });
    expect(answer).toMatchObject({ status: 400, body: { error: { code } } });
    expect(it.graph.accepted.size).toBe(0);
  });

  test("a draft has its id before it is sent, and is sent once", async () => {
    const draft = await it.api("POST", `users/${it.ada}/messages`, mail());
    expect(draft).toMatchObject({ status: 201, body: { isDraft: true } });
    const path = `users/${it.ada}/messages/${draft.body.id}`;
    expect((await it.api("PATCH", path, { subject: "Nytt" })).body).toMatchObject({
      subject: "Nytt",
      body: { contentType: "html" },
    });
    expect((await it.api("POST", `${path}/send`)).status).toBe(202);
    expect((await it.api("POST", `${path}/send`)).status).toBe(400);
    expect((await it.api("GET", path)).body).toMatchObject({ isDraft: false, subject: "Nytt" });
  });

  test("an answer is of the same conversation, found by it, and answered there", async () => {
    await it.api("POST", `users/${it.ada}/sendMail`, { message: mail() });
    const { mailbox } = it.graph.person(it.ada);
    const [sent] = mailbox.messages;
    const answer = mailbox.receive({
      from: "anna@example.com",
      subject: "SV: Ditt avtal",
      text: "Ja tack",
      answers: sent?.id ?? "",
    });
    const filter = encodeURIComponent(
      `conversationId eq '${sent?.conversationId}' and isRead eq false`,
    );
    const found = await it.api(
      "GET",
      `users/${it.ada}/messages?$filter=${filter}&$select=subject,from`,
    );
    expect(found.body.value).toMatchObject([
      { id: answer.id, from: { emailAddress: { address: "anna@example.com" } } },
    ]);
    expect((await it.api("GET", `users/${it.ada}/messages?$filter=nothing eq 'x'`)).status).toBe(
      400,
    );
    expect(
      (await it.api("POST", `users/${it.ada}/messages/${answer.id}/reply`, { comment: "Bra" }))
        .status,
    ).toBe(202);
    expect(mailbox.messages[0]).toMatchObject({
      conversationId: sent?.conversationId,
      to: [{ address: "anna@example.com" }],
    });
    const one = await it.api("GET", `users/${it.ada}/messages/${answer.id}`);
    expect(one.body.internetMessageHeaders).toContainEqual({
      name: "In-Reply-To",
      value: sent?.internetMessageId,
    });
  });

  test("what came and went since is told by a link; a link that is not known begins anew", async () => {
    const { mailbox } = it.graph.person(it.ada);
    const first = mailbox.receive({ from: "a@example.com", subject: "1", text: "" });
    const path = `users/${it.ada}/mailFolders/inbox/messages/delta`;
    const begun = await it.api("GET", path);
    expect(begun.body.value).toMatchObject([{ subject: "1" }]);
    mailbox.receive({ from: "a@example.com", subject: "2", text: "" });
    mailbox.remove(first);
    const link = String(begun.body["@odata.deltaLink"]).split("/v1.0/")[1] ?? "";
    expect((await it.api("GET", link)).body.value).toMatchObject([
      { subject: "2" },
      { id: first.id, "@removed": { reason: "deleted" } },
    ]);
    expect(await it.api("GET", `${path}?$deltatoken=999`)).toMatchObject({
      status: 410,
      body: { error: { code: "SyncStateNotFound" } },
    });
  });

  test("pages of mails follow each other", async () => {
    for (let n = 0; n < 12; n += 1)
      it.graph.person(it.ada).mailbox.receive({ from: "a@example.com", subject: `${n}`, text: "" });
    const first = await it.api("GET", `users/${it.ada}/messages?$select=subject`);
    expect(first.body.value).toHaveLength(10);
    const link = String(first.body["@odata.nextLink"]).split("/v1.0/")[1] ?? "";
    expect((await it.api("GET", link)).body.value).toMatchObject([
      { subject: "1" },
      { subject: "0" },
    ]);
  });
});
