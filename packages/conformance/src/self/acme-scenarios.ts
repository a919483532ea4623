import { anyCommand } from "../scenario/any-command.ts";
import type { InboundSample, Scenarios } from "../scenario/scenarios.ts";
import {
  type AcmeAuth,
  acmeCustomer,
  signAsAcme,
  signForApp,
  signLaunch,
  startAcme,
} from "./acme-world.ts";

/** Who opens our console from Acme's page. */
const LAUNCH = { account: "one", user: "anna@example.com" };
const AT = "2026-03-02T08:58:00.000Z";

function sample(name: string, data: InboundSample["means"][number]): InboundSample {
  const { id: _, at: __, ...meant } = data;
  return { name, request: requestOf({ type: "signal", data }), means: [meant] };
}

function requestOf(body: object) {
  const url = "https://perennial.example/hooks/conn-1";
  return { method: "POST", url, headers: {}, body: JSON.stringify(body) };
}

/** What Acme says and takes. */
export function acmeScenarios(auth: AcmeAuth): Scenarios {
  return {
    world: (clock) => startAcme(clock, auth),
    commands: {
      "add-note": (id) => anyCommand("add-note", id),
      "send-sms": (id) => anyCommand("send-sms", id),
      "send-email": (id) => anyCommand("send-email", id),
    },
    refused: {
      command: (id) => ({ ...anyCommand("add-note", id), text: "bad" }),
      words: "bad is not allowed",
    },
    inbound: {
      samples: [
        sample("a change", {
          type: "customer.changed",
          id: "s-1",
          at: AT,
          customer: acmeCustomer("c-1", AT),
        }),
        sample("a deletion", { type: "customer.deleted", id: "s-2", at: AT, customerId: "c-2" }),
        sample("a stop", {
          type: "message.replied",
          id: "s-3",
          at: AT,
          channel: "sms",
          from: "+46700000001",
          text: "STOPP",
        }),
        sample("a withdrawal", {
          type: "consent.changed",
          id: "s-4",
          at: AT,
          consent: {
            customerId: "c-1",
            channel: "sms",
            state: "withdrawn",
            at: AT,
            source: "web-form",
          },
        }),
      ],
      unknown: requestOf({ type: "something.new", data: {} }),
      sign: signAsAcme,
    },
  };
}

/** What Acme says and takes where we have an app there. */
export const acmeAppScenarios: Scenarios = {
  ...acmeScenarios("token"),
  app: {
    delivery: requestOf([
      { account: "one", mark: "event-11" },
      { account: "two", mark: "event-21" },
      { account: "one", mark: "event-12" },
    ]),
    marks: { one: ["event-11", "event-12"], two: ["event-21"] },
    page: { request: fromPage({}), caller: { account: "one", user: "anna@example.com" } },
    misled: fromPage({ account: "two", user: "eve@example.com" }),
    sign: signForApp,
  },
  launch: {
    request: requestOf(LAUNCH),
    launch: LAUNCH,
    sign: signLaunch,
  },
};

function fromPage(body: object) {
  const url = "https://perennial.example/apps/acme/v1/settings?account=one&user=anna@example.com";
  return { ...requestOf(body), url };
}

/** What the author of a connector that can do nothing yet has to write. */
export const bareAcmeScenarios: Scenarios = {
  world: (clock) => startAcme(clock, "token"),
};
