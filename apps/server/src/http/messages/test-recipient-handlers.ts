import { createHash, randomInt, randomUUID, timingSafeEqual } from "node:crypto";
import { toE164 } from "@perennial/connector-kit";
import type { Instant, Locale, LocalizedText, SendEmail, SendSms } from "@perennial/contract";
import { sendDirectly } from "@perennial/runtime";
import {
  asTenant,
  listTestRecipients,
  lockTestRecipient,
  noteCodeSent,
  noteCodeTyped,
  putTestRecipient,
  removeTestRecipient,
  type TestChannel,
  type TestRecipient,
  type WaitingCode,
} from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import type { Handlers } from "../bind.ts";
import { HttpProblem, notFound } from "../problem.ts";
import { wallClock } from "../session/wall-clock.ts";

type RecipientOperation =
  | "listTestRecipients"
  | "putTestRecipient"
  | "verifyTestRecipient"
  | "deleteTestRecipient";

/** More than a company's own people who look at messages. */
const MOST = 20;
/** How long a code holds and how soon the next one is sent, in milliseconds of real time. */
const HOLDS = 15 * 60_000;
const SOONEST = 60_000;
/** Wrong codes until another has to be sent: a million to try, and five tries. */
const TRIES = 5;

/** Who of the company's own gets messages to look at: nobody who has not typed in the code that was sent there. */
export function testRecipientHandlers(context: ServerContext): Pick<Handlers, RecipientOperation> {
  const { db } = context;
  const now = () => wallClock(context).now();
  return {
    listTestRecipients: async ({ caller }) => ({
      items: [...(await asTenant(db, caller.tenant, listTestRecipients))],
    }),
    putTestRecipient: async ({ body, caller, audit }) => {
      const { tenant } = caller;
      const of = await context.tenant(tenant);
      const { channel } = body;
      const address = addressOf(channel, body.address, of.country);
      const name = body.name === "" ? address : body.name;
      audit({ about: { channel, name } });
      const kept = await asTenant(db, tenant, async (tx) => {
        const all = await listTestRecipients(tx);
        const isNew = !all.some((each) => each.channel === channel && each.address === address);
        if (isNew && all.length >= MOST) {
          throw new HttpProblem(409, "Too many", {
            sv: `Det kan finnas högst ${MOST}. Ta bort en först.`,
            en: `There can be ${MOST} at most. Take one away first.`,
          });
        }
        const fresh = { id: randomUUID(), channel, address, name };
        return putTestRecipient(tx, { ...fresh, addedAt: now(), addedBy: caller.name });
      });
      const recipient = viewOf(kept);
      if (kept.verifiedAt !== null) return { recipient, sent: null, demoCode: null };
      const code = await newCode(context, tenant, { kept, now: now() });
      const locale: Locale = of.locale.toLowerCase().startsWith("en") ? "en" : "sv";
      const sent = await sendDirectly(context, tenant, messageOf(kept, { code, tenant, locale }));
      return { recipient, sent, demoCode: context.demo ? code : null };
    },
    verifyTestRecipient: async ({ params: { id }, body, caller: { tenant } }) => {
      const outcome = await asTenant(db, tenant, async (tx) => {
        const found = await lockTestRecipient(tx, id);
        if (!found) throw notFound("such test recipient");
        const refusal = refusalOf(found, { code: body.code, now: now() });
        if (refusal !== undefined && refusal !== WRONG) return refusal;
        const verifiedAt = refusal === undefined ? now() : null;
        await noteCodeTyped(tx, { id, verifiedAt });
        return refusal ?? viewOf({ ...found, verifiedAt });
      });
      // Told once the wrong code is counted.
      if ("sv" in outcome) throw atField("body.code", outcome);
      return outcome;
    },
    deleteTestRecipient: async ({ params: { id }, caller: { tenant } }) => ({
      deleted: await asTenant(db, tenant, (tx) => removeTestRecipient(tx, id)),
    }),
  };
}

type Waiting = TestRecipient & WaitingCode;

/** Makes a code and keeps what it is recognised by. Throws an `HttpProblem` where the last one was sent just now. */
async function newCode(
  { db }: ServerContext,
  tenant: number,
  { kept, now }: { readonly kept: Waiting; readonly now: Instant },
): Promise<string> {
  const since = kept.sentAt === null ? SOONEST : Date.parse(now) - Date.parse(kept.sentAt);
  if (since < SOONEST) {
    const seconds = Math.ceil((SOONEST - since) / 1_000);
    throw new HttpProblem(409, "Too soon", {
      sv: `En kod skickades nyss. Vänta ${seconds} sekunder på nästa.`,
      en: `A code was sent just now. Wait ${seconds} seconds for the next.`,
    });
  }
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const digest = digestOf(kept.id, code);
  await asTenant(db, tenant, (tx) => noteCodeSent(tx, { id: kept.id, digest, at: now }));
  return code;
}

const WRONG: LocalizedText = {
  sv: "Koden stämmer inte. Titta i det senaste meddelandet och försök igen.",
  en: "The code is not right. Look at the latest message and try again.",
};

/** Why a code does not verify; nothing where it does. */
function refusalOf(
  { id, digest, sentAt, misses }: Waiting,
  { code, now }: { readonly code: string; readonly now: Instant },
): LocalizedText | undefined {
  if (digest === null || sentAt === null)
    return { sv: "Ingen kod väntar. Skicka en först.", en: "No code waits. Have one sent first." };
  if (Date.parse(now) - Date.parse(sentAt) > HOLDS)
    return {
      sv: "Koden är för gammal. Skicka en ny.",
      en: "The code is too old. Have another sent.",
    };
  if (misses >= TRIES)
    return {
      sv: "Fel kod har skrivits in för många gånger. Skicka en ny.",
      en: "A wrong code was typed in too often. Have another sent.",
    };
  const isRight = timingSafeEqual(Buffer.from(digestOf(id, code)), Buffer.from(digest.padEnd(43)));
  return isRight ? undefined : WRONG;
}

function digestOf(id: string, code: string): string {
  return createHash("sha256").update(`${id}/${code}`).digest("base64url");
}

/** An address in the one form it is kept in. Throws an `HttpProblem` where it is none. */
function addressOf(channel: TestChannel, text: string, country: string): string {
  if (channel === "email") {
    if (/^[^\s@"(),:;<>[\]\\]+@[^\s@"(),:;<>[\]\\]+\.[^\s@"(),:;<>[\]\\]+$/.test(text)) {
      return text.toLowerCase();
    }
    throw atField("body.address", {
      sv: "Skriv en e-postadress, till exempel anna@bolaget.se.",
      en: "Write an e-mail address, such as anna@bolaget.se.",
    });
  }
  const number = toE164(text, country as Parameters<typeof toE164>[1]);
  if (number !== undefined) return number;
  throw atField("body.address", {
    sv: "Skriv ett mobilnummer, till exempel 070-123 45 67 eller +46 70 123 45 67.",
    en: "Write a mobile number, such as 070-123 45 67 or +46 70 123 45 67.",
  });
}

function atField(place: string, message: LocalizedText): HttpProblem {
  return new HttpProblem(400, "Invalid request", message, [{ place, message }]);
}

function viewOf({ digest: _, sentAt: __, misses: ___, ...recipient }: Waiting): TestRecipient {
  return recipient;
}

interface CodeMessage {
  readonly code: string;
  readonly tenant: number;
  readonly locale: Locale;
}

const WORDS = {
  sv: (code: string) =>
    `${code} är koden som bekräftar att testutskick från Perennial får skickas hit. Väntade du dig ingen kod kan du bortse från meddelandet.`,
  en: (code: string) =>
    `${code} is the code that lets Perennial send test messages here. If you did not expect one, ignore this message.`,
} as const;
const SUBJECT = { sv: "Kod för testutskick", en: "Code for test messages" } as const;

function messageOf(
  { channel, address: to }: Waiting,
  { code, tenant, locale }: CodeMessage,
): SendEmail | SendSms {
  const id = `test-${tenant}-${randomUUID()}`;
  const base = {
    id,
    customerId: "perennial",
    class: "service",
    to,
    text: WORDS[locale](code),
  } as const;
  if (channel === "sms") return { ...base, kind: "send-sms" };
  return { ...base, kind: "send-email", subject: SUBJECT[locale] };
}
