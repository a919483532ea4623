import { anyCommand, httpFaults, passTo, type Scenarios } from "@perennial/conformance";
import { signWebhook } from "@perennial/connector-kit";
import type { AgreedTime } from "@perennial/contract";
import { type Dialer, startDialer } from "@perennial/simulators";
import finished from "../__fixtures__/call-finished.json" with { type: "json" };

const SIGNING_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const TOKEN = "dialer-t0k3n-canary";
const DOOR = { method: "POST", url: "https://perennial.example/hooks/conn-1", headers: {} };

/** A time that was promised to a customer. */
const AGREED: AgreedTime = {
  ...{ date: "2026-03-05", from: "14:00", to: "16:00", zone: "Europe/Stockholm" },
  ...{ notBefore: "2026-03-05T13:00:00.000Z", dueBy: "2026-03-05T15:00:00.000Z" },
};
const PROMISE = { date: "2026-03-05", from: "14:00", to: "16:00", about: "fast pris" };

/** What a dialer takes and tells, for the conformance suite. */
export const dialerWebhookScenarios: Scenarios = {
  async world(clock) {
    const dialer = await startDialer({ clock, token: TOKEN });
    const http = await httpFaults(passTo(dialer.url));
    return {
      ...http,
      settings: { baseUrl: http.url, token: TOKEN, signingSecret: SIGNING_SECRET },
      taken: () => takenBy(dialer),
      // A call can be withdrawn only where one was put.
      async prepare(command) {
        if (command.kind === "withdraw-call") await put(dialer, command.callId);
      },
      async stop() {
        await http.stop();
        await dialer.stop();
      },
    };
  },
  commands: {
    // With a promised time: the strict dialer takes none whose moments are not those of its zone.
    "put-call": (id) => ({ ...anyCommand("put-call", id), agreed: AGREED }),
    "withdraw-call": (id) => ({ ...anyCommand("withdraw-call", id), callId: `call-of-${id}` }),
  },
  refused: {
    command: (id) => ({ ...anyCommand("put-call", id), phone: "070-123" }),
    words: "phone: must be in E.164",
  },
  inbound: {
    samples: [
      {
        name: "a finished call",
        request: { ...DOOR, body: JSON.stringify(finished) },
        means: [
          {
            type: "call.finished",
            commandId: "cmd-call-1",
            outcome: "renewed",
            endedAt: "2026-03-02T09:14:31.000Z",
          },
        ],
      },
      {
        name: "a finished call with a call back that was agreed",
        request: {
          ...DOOR,
          body: JSON.stringify({ ...finished, data: { ...finished.data, promise: PROMISE } }),
        },
        means: [{ type: "call.finished", commandId: "cmd-call-1", promise: PROMISE }],
      },
    ],
    unknown: { ...DOOR, body: JSON.stringify({ type: "agent.paused", data: {} }) },
    sign(request, at) {
      const { body } = request;
      const headers = signWebhook({ id: "msg_1", at, body, secrets: [SIGNING_SECRET] });
      return { ...request, headers: { ...request.headers, ...headers } };
    },
  },
};

/** Putting the same entry again is not another thing. */
function takenBy({ accepted }: Dialer): number {
  const things = accepted.entries.map((act) =>
    act.act === "put" ? `put ${act.entry.id}` : `withdraw ${act.id}`,
  );
  return new Set(things).size;
}

async function put({ url }: Dialer, id: string): Promise<void> {
  const { kind: _, ...entry } = anyCommand("put-call", id);
  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
  await fetch(`${url}/entries/${id}`, { method: "PUT", headers, body: JSON.stringify(entry) });
}
