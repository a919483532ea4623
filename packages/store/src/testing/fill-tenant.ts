import type { Command } from "@perennial/contract";
import { MOST_ATTEMPTS, noteAttempt, takeUp } from "../attempt/take-up.ts";
import { putConnection, saveCursor } from "../connection/connection.ts";
import { saveTokens } from "../connection/tokens.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { addDecisions } from "../decision/add-decisions.ts";
import { claimDue } from "../enrolment/claim-due.ts";
import { enrol } from "../enrolment/enrol.ts";
import { wake } from "../enrolment/wake.ts";
import { saveEvaluation } from "../evaluation/evaluations.ts";
import { putEndpoint, rotateSecret } from "../event/endpoints.ts";
import { claimEvents, saveAttempts } from "../event/event-deliveries.ts";
import { storeDelivery } from "../inbox/inbox.ts";
import { addEffects } from "../outbox/add-effects.ts";
import { addSends } from "../outbox/add-sends.ts";
import { changeRows } from "../outbox/change-rows.ts";
import { publishVersion } from "../program/program-store.ts";
import { addConsents } from "../record/consents.ts";
import { addRecords, upsertRecords } from "../record/record-table.ts";
import {
  AGREEMENTS,
  CUSTOMERS,
  INTERACTIONS,
  INVITATIONS,
  PURCHASES,
  REDEMPTIONS,
  REFERRALS,
} from "../record/tables.ts";
import { setKeepDays } from "../retention/forget.ts";
import { noteConsidered } from "../review/find-candidates.ts";
import { recordSignals } from "../signal/record-signals.ts";
import { putToken } from "../tenant/api-token.ts";
import { claimRead } from "../work/connection-reads.ts";
import { claimReview } from "../work/reviews.ts";
import { fillCalling, fillPromiseWrites } from "./calling-calls.ts";
import { fillDrafts } from "./draft-calls.ts";
import {
  exampleAgreement,
  exampleConsent,
  exampleCustomer,
  exampleInteraction,
  examplePurchase,
} from "./example-records.ts";
import { fillApps } from "./fill-apps.ts";
import { fillLoyalty } from "./fill-loyalty.ts";
import { fillFilters } from "./finding-calls.ts";
import { fillInsight } from "./insight-calls.ts";
import { fillListens } from "./listen-calls.ts";
import { fillService } from "./service-calls.ts";
import { fillSessions } from "./session-calls.ts";
import { fillSettingUp } from "./setting-up-calls.ts";
import { fillStandings } from "./standing-calls.ts";
import { MONDAY, WEDNESDAY } from "./test-database.ts";
import { fillWorklist } from "./worklist-calls.ts";

/** A mark in everything that a filled tenant holds, by which it would be recognised elsewhere. */
export const MARK = "Sekretess-7f3a";

/** When the daily review of a filled tenant is due. */
export const REVIEWED = "2028-01-01T00:00:00.000Z";

/** When whoever reads the connection of a filled tenant counts as dead. */
export const READ_UNTIL = "2028-02-01T00:00:00.000Z";

/** The claim of the worker that has a filled tenant's first message. */
export const TOKEN = "0b9f3a52-5a53-4a57-b1d4-1f3a1c2b4d5e";

const COMMAND: Command = {
  ...({ kind: "send-sms", class: "marketing" } as const),
  ...{ id: "t1-e1-1", customerId: "c1", to: "+46700000001", text: MARK },
};

const CALL: Command = {
  ...{ kind: "put-call", id: "t1-e1-4", customerId: "c1", phone: "+46700000001", name: MARK },
  ...{ reason: MARK, script: MARK, priority: 50, expiresAt: "2029-01-01T00:00:00.000Z" },
};

/**
 * Puts something into every table of a tenant and gives the enrolment it is about: its first effect is a message
 * under way, its second a call that waits, its third a message that has left, its fourth a call on the list, and its
 * fifth a message that was refused.
 */
export async function fillTenant(tx: TenantTransaction): Promise<number> {
  await claimReview(tx, { now: MONDAY, until: REVIEWED });
  const told = { url: `https://shop.example/${MARK}`, description: MARK, types: null } as const;
  const how = { format: "standard-webhooks", ordered: true, secret: MARK } as const;
  await putEndpoint(tx, { id: "shop", ...told, ...how }, MONDAY);
  await rotateSecret(tx, "shop", { secret: MARK, previousUntil: WEDNESDAY });
  await fillRecords(tx);
  await publishVersion(tx, {
    ...{ program: "renewal", files: { "program.yaml": MARK }, digest: MARK, by: MARK, at: MONDAY },
  });
  await putConnection(tx, { id: "crm", connector: "crm-webhook", settings: { secret: MARK } });
  await saveCursor(tx, "crm", { from: null, cursor: MARK, syncedAt: MONDAY });
  await claimRead(tx, { now: MONDAY, until: READ_UNTIL, connection: "crm" });
  await saveTokens(tx, "crm", { sealed: MARK, at: MONDAY });
  await putToken(tx, { id: "key", digest: MARK, label: MARK, role: "admin" }, MONDAY);
  await setKeepDays(tx, 31);
  await fillApps(tx, MARK);
  await fillListens(tx, MARK);
  await fillLoyalty(tx, MARK);
  await fillFilters(tx, MARK);
  await fillSessions(tx, MARK);
  await fillSettingUp(tx, MARK);
  await fillCalling(tx, MARK);
  await fillPromiseWrites(tx);
  await fillService(tx, MARK);
  await fillWorklist(tx, MARK);
  await fillInsight(tx, MARK);
  await fillInbox(tx);
  const at = { id: MARK, at: MONDAY } as const;
  const consent = exampleConsent({ source: MARK });
  const signal = { ...at, type: "consent.changed", consent } as const;
  await recordSignals(tx, [{ signal, customerId: "c1" }], MONDAY);
  await noteConsidered(
    tx,
    [{ program: "renewal", key: "a1", occurrence: "entered:2026-05-31" }],
    MONDAY,
  );
  const enrolmentId = await fillEnrolment(tx);
  await fillAttempts(tx);
  await fillStandings(tx, MARK);
  await fillDrafts(tx, MARK);
  return enrolmentId;
}

/** One delivery that was put aside, and one that waits and is about to be taken up. */
async function fillInbox(tx: TenantTransaction): Promise<void> {
  const request = { method: "POST", url: "/", headers: { "x-mark": MARK }, body: MARK } as const;
  const came = { connectionId: "crm", receivedAt: MONDAY, request };
  const take = () => takeUp(tx, { kind: "delivery", now: MONDAY, limit: 1 });
  await storeDelivery(tx, { ...came, deliveryId: "d0" });
  for (let times = 0; times < MOST_ATTEMPTS; times++) {
    await noteAttempt(tx, { kind: "delivery", refs: (await take()).ids, now: MONDAY });
  }
  await take();
  await storeDelivery(tx, { ...came, deliveryId: "d1" });
  await noteAttempt(tx, { kind: "delivery", refs: (await take()).ids, now: MONDAY });
}

async function fillRecords(tx: TenantTransaction): Promise<void> {
  const address = { mobile: "+46700000001", email: "anna@example.se" };
  const customer = exampleCustomer({ name: MARK, ...address, customerSince: "2019-05-01" });
  await upsertRecords(tx, CUSTOMERS, [customer]);
  const renewal = exampleAgreement({ id: "a2", product: MARK, renewalOf: "a1", orderedAt: MONDAY });
  await upsertRecords(tx, AGREEMENTS, [exampleAgreement({ product: MARK }), renewal]);
  await addRecords(tx, PURCHASES, [examplePurchase({ category: MARK })]);
  await addRecords(tx, INTERACTIONS, [exampleInteraction({ text: MARK })]);
  await addConsents(tx, [exampleConsent({ proof: MARK })]);
  await fillRelations(tx);
  const made = { program: "renewal", dueOn: "2026-03-02", version: 1, results: [], words: MARK };
  await saveEvaluation(tx, { ...made, from: MONDAY, until: WEDNESDAY }, MONDAY);
}

async function fillRelations(tx: TenantTransaction): Promise<void> {
  const invited = { event: MARK, eventName: MARK, startsAt: WEDNESDAY, place: MARK } as const;
  await upsertRecords(tx, INVITATIONS, [
    { ...invited, id: "i1", customerId: "c1", attributes: {}, updatedAt: MONDAY },
  ]);
  await upsertRecords(tx, REFERRALS, [
    { id: "f1", customerId: "c1", friendId: MARK, status: "made", at: MONDAY, updatedAt: MONDAY },
  ]);
  const used = { offer: MARK, code: MARK, amount: 500, currency: "SEK" } as const;
  await addRecords(tx, REDEMPTIONS, [{ ...used, id: "d1", customerId: "c1", at: MONDAY }]);
}

async function fillEnrolment(tx: TenantTransaction): Promise<number> {
  const about = { program: "renewal", programVersion: 1, customerId: "c1", agreementId: "a1" };
  const entry = { kind: "entry", cause: MARK } as const;
  const how = { now: MONDAY, reentry: "never" } as const;
  await enrol(tx, [{ ...about, key: "a1", holdout: false, entry }], how);
  const [due] = await claimDue(tx, { now: MONDAY, limit: 1 });
  const enrolmentId = due?.enrolment.id ?? 0;
  await wake(tx, [{ enrolmentId, stimulus: entry }], MONDAY);
  await fillOutbox(tx, enrolmentId);
  await addSends(tx, [
    {
      ...{ enrolmentId, seq: 1, customerId: "c1", at: MONDAY, channel: "sms", class: "marketing" },
      ...{ contactPoint: "+46700000001", basis: "consent", program: "renewal", step: MARK },
      occurrence: "once",
    },
  ]);
  const decision = { at: MONDAY, kind: "sent", step: MARK, evidence: {} } as const;
  await addDecisions(tx, [{ ...decision, customerId: "c1", program: "renewal", enrolmentId }]);
  return enrolmentId;
}

/** The oldest event failed for good; the others wait. */
async function fillAttempts(tx: TenantTransaction): Promise<void> {
  const claim = { endpoint: "shop", ordered: false, now: MONDAY, leaseUntil: MONDAY, limit: 1 };
  const [event] = await claimEvents(tx, claim);
  const attempt = { attempt: 1, at: MONDAY, status: 500, milliseconds: 1, retryAt: null };
  const eventId = event?.id ?? 0;
  await saveAttempts(tx, "shop", [{ ...attempt, eventId, problem: MARK, answer: MARK }]);
}

async function fillOutbox(tx: TenantTransaction, enrolmentId: number): Promise<void> {
  const text = {
    step: MARK,
    template: "t",
    class: "marketing",
    priority: 50,
    keep: false,
  } as const;
  const effects = [
    { kind: "message", seq: 1, channel: "sms", ...text },
    { kind: "call", seq: 2, ...text },
    { kind: "message", seq: 3, channel: "sms", ...text },
    { kind: "call", seq: 4, ...text },
    { kind: "message", seq: 5, channel: "sms", ...text },
  ] as const;
  const asked = effects.map((effect) => ({ enrolmentId, customerId: "c1", effect }));
  await addEffects(tx, asked, MONDAY);
  const attempt = {
    ...{ at: MONDAY, token: TOKEN, command: COMMAND, connectionId: "crm", resend: false },
  };
  await changeRows(tx, [
    { enrolmentId, seq: 1, state: "claimed", dueAt: MONDAY, attempt },
    { enrolmentId, seq: 3, state: "done", attempt },
    {
      enrolmentId,
      seq: 4,
      state: "done",
      settledAt: WEDNESDAY,
      attempt: { ...attempt, command: CALL },
    },
    { enrolmentId, seq: 5, state: "refused", settledAt: WEDNESDAY, reason: MARK, attempt },
  ]);
}
