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
    // The usual id goes with the folder.
    expect((await it.api("GET", path)).status).toBe(404);
    expect((await it.api("POST", `${path}/send`)).status).toBe(404);
  });

  test("a draft keeps the id that a client asked for as one that stays", async () => {
    const prefer = { prefer: 'IdType="ImmutableId"' };
    const draft = await it.api("POST", `users/${it.ada}/messages`, mail(), prefer);
    const path = `users/${it.ada}/messages/${draft.body.id}`;
    expect((await it.api("POST", `${path}/send`)).status).toBe(202);
    expect((await it.api("GET", path, undefined, prefer)).body).toMatchObject({
      id: draft.body.id,
      isDraft: false,
    });
    expect((await it.api("GET", path)).body.id).not.toBe(draft.body.id);
    expect((await it.api("POST", `${path}/send`)).status).toBe(400);
  });

  test("what an app keeps with a mail finds it again, and is shown to who asks for it", async () => {
    const id = "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Command";
    const properties = [{ id, value: "cmd'1" }];
    const kept = { singleValueExtendedProperties: properties };
    const draft = await it.api("POST", `users/${it.ada}/messages`, mail(kept));
    await it.api("POST", `users/${it.ada}/messages`, mail());
    const filter = `singleValueExtendedProperties/any(ep: ep/id eq '${id}' and ep/value eq 'cmd''1')`;
    const found = await it.api(
      "GET",
      `users/${it.ada}/messages?$filter=${encodeURIComponent(filter)}&$select=isDraft`,
    );
    expect(found.body.value).toEqual([
      { "@odata.etag": expect.any(String), id: draft.body.id, isDraft: true },
    ]);
    const expand = encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${id}')`);
    const one = await it.api("GET", `users/${it.ada}/messages/${draft.body.id}?$expand=${expand}`);
    expect(one.body.singleValueExtendedProperties).toEqual(properties);
    expect(draft.body).not.toHaveProperty("singleValueExtendedProperties");
    const wrong = { singleValueExtendedProperties: [{ id: "Command", value: "1" }] };
    expect((await it.api("POST", `users/${it.ada}/messages`, mail(wrong))).status).toBe(400);
    expect((await it.api("GET", `users/${it.ada}/messages?$expand=attachments`)).status).toBe(400);
  });

  test("an app that is kept to some mailboxes gets no other", async () => {
    await it.stop();
    it = await connectedGraph({ mailboxes: ["somebody@contoso.onmicrosoft.com"] });
    expect((await it.api("POST", `users/${it.ada}/sendMail`, { message: mail() })).status).toBe(
      403,
    );
    expect((await it.api("GET", `users/${it.ada}/events`)).status).toBe(403);
    expect((await it.api("GET", `users/${it.ada}/todo/lists`)).status).toBe(200);
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
      { from: { emailAddress: { address: "anna@example.com" } } },
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
    const whole = await it.api("GET", `users/${it.ada}/messages/${answer.id}`);
    expect(whole.body).not.toHaveProperty("internetMessageHeaders");
    const one = await it.api(
      "GET",
      `users/${it.ada}/messages/${answer.id}?$select=internetMessageHeaders`,
    );
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
    const prefer = { prefer: 'IdType="ImmutableId"' };
    expect((await it.api("GET", link, undefined, prefer)).body.value).toMatchObject([
      { subject: "2" },
      { id: first.id, "@removed": { reason: "deleted" } },
    ]);
    expect(await it.api("GET", `${path}?$deltatoken=999`)).toMatchObject({
      status: 410,
      body: { error: { code: "SyncStateNotFound" } },
    });
  });

  test("a delta comes in pages of the wanted size, of the wanted kind and time", async () => {
    const { mailbox } = it.graph.person(it.ada);
    for (const subject of ["1", "2", "3"])
      mailbox.receive({ from: "a@example.com", subject, text: "" });
    const path = `users/${it.ada}/mailFolders/inbox/messages/delta`;
    const two = { prefer: "odata.maxpagesize=2" };
    const since = encodeURIComponent("receivedDateTime ge 2026-11-22T08:00:00Z");
    const first = await it.api(
      "GET",
      `${path}?changeType=created&$filter=${since}`,
      undefined,
      two,
    );
    expect(first.body.value).toHaveLength(2);
    const next = String(first.body["@odata.nextLink"]).split("/v1.0/")[1] ?? "";
    const last = await it.api("GET", next, undefined, two);
    expect(last.body.value).toMatchObject([{ subject: "3" }]);
    const link = String(last.body["@odata.deltaLink"]).split("/v1.0/")[1] ?? "";
    const [newest] = mailbox.messages;
    if (newest !== undefined) mailbox.change(newest, { isRead: true });
    expect((await it.api("GET", link)).body.value).toEqual([]);
    it.wait(1000);
    const later = encodeURIComponent("receivedDateTime ge 2026-11-22T08:00:01Z");
    expect((await it.api("GET", `${path}?$filter=${later}`)).body.value).toEqual([]);
    for (const wrong of ["$filter=isRead eq true", "changeType=moved", "$orderby=subject"])
      expect((await it.api("GET", `${path}?${wrong}`)).status).toBe(400);
  });

  test("somebody answers above what they got, and what is theirs is told apart", async () => {
    await it.api("POST", `users/${it.ada}/sendMail`, { message: mail() });
    const { mailbox } = it.graph.person(it.ada);
    const [sent] = mailbox.messages;
    if (sent === undefined) throw new Error("nothing was sent");
    const { id } = mailbox.answer(sent, "Ja tack\nAnna");
    const path = `users/${it.ada}/messages/${id}?$select=subject,body,uniqueBody`;
    const text = { prefer: 'outlook.body-content-type="text"' };
    expect((await it.api("GET", path, undefined, text)).body).toMatchObject({
      subject: "SV: Ditt avtal",
      body: { contentType: "text", content: "Ja tack\nAnna\n\n> Hej & välkommen" },
      uniqueBody: { contentType: "text", content: "Ja tack\nAnna" },
    });
    const html = { prefer: 'outlook.body-content-type="html"' };
    const shown = await it.api("GET", path, undefined, html);
    expect(shown.body.uniqueBody).toMatchObject({ contentType: "html" });
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
