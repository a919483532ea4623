import {
  anyCommand,
  httpFaults,
  type InboundSample,
  passTo,
  type Scenarios,
} from "@perennial/conformance";
import { signWebhook } from "@perennial/connector-kit";
import type { ReceivedRequest, Reply } from "@perennial/connector-kit/testing";
import { Customer, type ManualClock } from "@perennial/contract";
import { type Crm, startCrm } from "@perennial/simulators";
import { z } from "zod";

const SIGNING_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const TOKEN = "crm-t0k3n-canary";
const DOOR = { method: "POST", url: "https://perennial.example/hooks/conn-1", headers: {} };

const AT = "2026-03-02T08:58:00.000Z";

/** What a made-up CRM posts: `event` says what it is of, and the fields stand beside it. */
const RULES = {
  customer: ["name"],
  "customer.deleted": [],
  agreement: ["customerId", "product", "kind", "status", "start"],
  purchase: ["customerId", "amount"],
  consent: ["customerId", "channel", "state", "source"],
  interaction: ["customerId", "kind", "direction", "channel", "text"],
  "message.replied": ["channel", "from", "text"],
  "call.started": ["callId", "phone", "direction"],
  "call.ended": ["callId", "endedAt"],
  "call.finished": ["callId", "customerId", "outcome", "endedAt"],
} as const;

const mapping = {
  version: 1,
  rules: Object.entries(RULES).map(([gives, fields]) => ({
    name: gives.replace(".", "-"),
    match: [{ path: "$.event", equals: gives }],
    gives,
    id: "$.id",
    at: "$.at",
    fields: Object.fromEntries(fields.map((field) => [field, `$.${field}`])),
  })),
};

/** What every such post says, unless a sample says otherwise. */
const COMMON = {
  ...{ id: "x-1", at: AT, customerId: "c-1001", channel: "sms", source: "web-form" },
  ...{ kind: "case", direction: "in", status: "active" },
};

function sample(
  name: string,
  event: keyof typeof RULES,
  fields: Readonly<Record<string, string | number>>,
  means: InboundSample["means"],
): InboundSample {
  const kind = event === "agreement" ? { kind: "fixed" } : {};
  const body = JSON.stringify({ event, ...COMMON, ...kind, ...fields });
  return { name, request: { ...DOOR, body }, means };
}

/** What a CRM takes and tells, for the conformance suite. */
export const webhookScenarios: Scenarios = {
  async world(clock) {
    const anna = { ...customer("c-1001", "Anna Ek"), updatedAt: clock.now() };
    const nothing = { agreements: [], purchases: [], consents: [] };
    const secrets = { token: TOKEN, signingSecret: SIGNING_SECRET };
    const crm = await startCrm({ clock, ...secrets, company: { customers: [anna], ...nothing } });
    const pass = passTo(crm.url);
    const deleting: Deleting = { clock, gone: [] };
    const http = await httpFaults(async (request) =>
      withDeletions(await pass(twoToAPage(request)), deleting),
    );
    return {
      ...http,
      settings: { baseUrl: http.url, ...secrets, mapping },
      taken: () => crm.accepted.entries.filter(({ result }) => result.status === "done").length,
      feed: { ...feedOf(crm, clock), ...deletionsOf(crm, deleting) },
      async stop() {
        await http.stop();
        await crm.stop();
      },
    };
  },
  commands: {
    "create-task": (id) => anyCommand("create-task", id),
    "update-record": (id) => anyCommand("update-record", id),
    "add-note": (id) => anyCommand("add-note", id),
  },
  refused: {
    command: (id) => ({ ...anyCommand("add-note", id), customerId: "c-unknown" }),
    words: "no customer c-unknown",
  },
  inbound: {
    samples: [
      sample("changed customer", "customer", { name: "Anna Ek" }, [
        { type: "customer.changed", customer: { id: "x-1", name: "Anna Ek", updatedAt: AT } },
      ]),
      sample("deleted customer", "customer.deleted", {}, [
        { type: "customer.deleted", customerId: "x-1" },
      ]),
      sample("changed agreement", "agreement", { product: "Fast 3 år", start: "2026-06-01" }, [
        { type: "agreement.changed", agreement: { id: "x-1", product: "Fast 3 år" } },
      ]),
      sample("purchase", "purchase", { amount: 49_900 }, [
        { type: "purchase.made", purchase: { id: "x-1", amount: 49_900 } },
      ]),
      sample("withdrawal", "consent", { channel: "sms", state: "withdrawn" }, [
        { type: "consent.changed", consent: { customerId: "c-1001", state: "withdrawn", at: AT } },
      ]),
      sample("case", "interaction", { text: "Fråga om faktura" }, [
        { type: "interaction.happened", interaction: { text: "Fråga om faktura" } },
      ]),
      sample("stop", "message.replied", { from: "+46701740605", text: "STOPP" }, [
        { type: "message.replied", from: "+46701740605", text: "STOPP" },
      ]),
      sample("call begun", "call.started", { callId: "C-1", phone: "070-174 06 05" }, [
        { type: "call.started", callId: "C-1", phone: "070-174 06 05", direction: "in" },
      ]),
      sample("call over", "call.ended", { callId: "C-1", endedAt: AT }, [
        { type: "call.ended", callId: "C-1", endedAt: AT },
      ]),
      sample("call told", "call.finished", { callId: "C-1", outcome: "reached", endedAt: AT }, [
        { type: "call.finished", callId: "C-1", customerId: "c-1001", outcome: "reached" },
      ]),
    ],
    unknown: { ...DOOR, body: JSON.stringify({ event: "staff.changed", at: AT }) },
    sign(request, at) {
      const { body } = request;
      const headers = signWebhook({ id: "msg_1", at, body, secrets: [SIGNING_SECRET] });
      return { ...request, headers: { ...request.headers, ...headers } };
    },
  },
  absent: {
    "read.deletion": "GET /changes tells what records look like; deletions come by webhook alone",
  },
};

function feedOf({ records }: Crm, clock: ManualClock) {
  return {
    async add(count: number) {
      const first = [...records.customers()].length;
      const ids = Array.from({ length: count }, (_, index) => `c-${first + index}`);
      for (const id of ids) records.putCustomer(customer(id, `Kund ${id}`), clock.now());
      return ids;
    },
    async change(id: string) {
      records.putCustomer(customer(id, `${id} under nytt namn`), clock.now());
    },
  };
}

interface Deleting {
  readonly clock: ManualClock;
  /** The ids of the customers that are deleted. */
  readonly gone: string[];
}

function deletionsOf({ records }: Crm, { clock, gone }: Deleting) {
  return {
    async remove(id: string) {
      gone.push(id);
    },
    async merge(from: string, into: string) {
      gone.push(from);
      records.putCustomer(customer(into, `${into} and ${from}`), clock.now());
    },
  };
}

/** The simulated CRM deletes nobody, so the page that ends its changes is told of the customers that are gone. */
function withDeletions(reply: Reply, { clock, gone }: Deleting): Reply {
  if (typeof reply !== "object" || typeof reply.body !== "string" || gone.length === 0)
    return reply;
  const page = Page.safeParse(JSON.parse(reply.body));
  if (!page.success || page.data.more) return reply;
  const told = gone.map((id) => ({ type: "customer.deleted", id, record: { at: clock.now() } }));
  const items = [...page.data.items, ...told];
  return { ...reply, body: JSON.stringify({ ...page.data, items }) };
}

const Page = z.object({ items: z.array(z.unknown()), cursor: z.string(), more: z.boolean() });

/** The CRM gives as many as it is asked for; small pages show more. */
function twoToAPage(request: ReceivedRequest): ReceivedRequest {
  if (request.path !== "/changes") return request;
  const query = new URLSearchParams(request.query);
  query.set("limit", "2");
  return { ...request, query };
}

function customer(id: string, name: string): Customer {
  return Customer.parse({ id, kind: "person", name, updatedAt: "2026-03-01T00:00:00.000Z" });
}
