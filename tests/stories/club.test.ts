import { expect, test } from "vitest";
import { mail, sms } from "./contacts.ts";
import { openTown } from "./open-town.ts";
import type { Resident } from "./resident.ts";
import type { Town } from "./town.ts";

/** A customer in the company's care, who has got the club's mail of April. */
async function inCare(town: Town): Promise<Resident> {
  const anna = town.movesIn({ agreementEnds: "2026-09-30" });
  await town.until("2026-03-02 12:00");
  const order = anna.orders("web");
  await town.until("2026-03-04 12:00");
  anna.signs(order);
  await town.until("2026-04-10 12:00");
  return anna;
}

/** What a mail program needs for a one-click unsubscribe (RFC 8058). */
async function unsubscribeHeaders(town: Town, { id }: { readonly id: string }) {
  const response = await fetch(new URL(`/api/v1/message/${id}/raw`, town.world.mailbox.url));
  const [head = ""] = (await response.text()).split("\r\n\r\n");
  const lines = head.replaceAll(/\r\n[ \t]+/g, " ").split("\r\n");
  const value = (name: string) =>
    lines.find((line) => line.toLowerCase().startsWith(`${name}: `))?.slice(name.length + 2) ?? "";
  const url = /<(http[^>]+)>/.exec(value("list-unsubscribe"))?.[1] ?? "";
  return { url, post: value("list-unsubscribe-post") };
}

test("one click on the way out of a club mail ends the club's mails, and nothing else", async () => {
  const town = await openTown();
  const anna = await inCare(town);
  const letter = anna.lastMail();
  expect(letter?.subject).toMatch(/^Månadens klubbförmån/);

  const { url, post } = await unsubscribeHeaders(town, { id: letter?.id ?? "" });
  expect(post).toBe("List-Unsubscribe=One-Click");
  expect(letter?.text).toContain(url);
  const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
  expect((await fetch(url, { method: "POST", body })).status).toBe(200);
  anna.getsAnotherAgreement({ agreementEnds: "2026-07-10" });
  await town.until("2026-05-12 12:00");

  expect(anna.contacts()).toEqual([
    sms("2026-03-02 12:01", "Tack för förtroendet!"),
    mail("2026-04-10 10:00", "Månadens klubbförmån"),
    mail("2026-04-16 09:00", "Ditt elavtal löper ut den 10 juli 2026"),
    sms("2026-05-11 10:00", "Ditt elavtal går ut 2026-07-10."),
  ]);
});

test("looking at the way out of a mail ends nothing, and a link that we did not make leads nowhere", async () => {
  const town = await openTown();
  const anna = await inCare(town);
  const { url } = await unsubscribeHeaders(town, { id: anna.lastMail()?.id ?? "" });
  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(`${url}x`, { method: "POST" })).status).toBe(404);
  await town.until("2026-05-11 12:00");

  expect(anna.contacts().slice(-2)).toEqual([
    mail("2026-04-10 10:00", "Månadens klubbförmån"),
    mail("2026-05-11 08:00", "Månadens klubbförmån"),
  ]);
});
