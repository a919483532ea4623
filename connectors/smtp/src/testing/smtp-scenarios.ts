import { anyCommand, type Fault, httpFaults, type Scenarios } from "@perennial/conformance";
import type { ReceivedRequest, Reply } from "@perennial/connector-kit/testing";
import {
  type ScriptedSmtpServer,
  type Step,
  startSmtpServer,
} from "../__fixtures__/scripted-smtp-server.ts";
import { LINK_SECRET, REPORT_SECRET, smtpInboundScenario } from "./smtp-inbound-scenario.ts";

const PASSWORD = "p455w0rd-canary";
const SEARCH_PASSWORD = "s34rch-p455w0rd-canary";
const LOGIN = Buffer.from(`\0perennial\0${PASSWORD}`).toString("base64");

/** At which step of a session a fault strikes, and what is said then. */
const STRIKES: ReadonlyMap<Fault, readonly [Step, string]> = new Map([
  ["rate-limited", ["RCPT", "450 4.7.1 too much mail, try again later"]],
  ["expired", ["AUTH", "535 5.7.8 the password has expired"]],
  ["revoked", ["AUTH", "535 5.7.8 authentication failed"]],
  ["server-error", ["message", "451 4.3.0 local problem"]],
  ["html", ["greeting", "HTTP/1.1 400 Bad Request"]],
  ["silent", ["message", "silence"]],
  ["cut", ["message", "drop"]],
  ["echo", ["AUTH", `535 5.7.8 refused: perennial ${PASSWORD} ${LOGIN}`]],
]);

/** What a mail server with a message search takes, for the conformance suite. */
export const smtpScenarios: Scenarios = {
  async world() {
    let fault: Fault | undefined;
    let reached = Promise.withResolvers<void>();
    const smtp = await startSmtpServer((step) => {
      const [struck, reply] = STRIKES.get(fault ?? "conflict") ?? [];
      if (struck !== step) return undefined;
      reached.resolve();
      return reply;
    });
    const search = await httpFaults((request) => found(request, smtp));
    const switchOn = (name: Fault) => async () => {
      fault = name;
      reached = Promise.withResolvers<void>();
      await search.faults[name]?.();
      if (name === "refused") await smtp.close();
    };
    const names: readonly Fault[] = [...STRIKES.keys(), "refused"];
    return {
      settings: settingsFor(smtp.port, search.url),
      faults: Object.fromEntries(names.map((name) => [name, switchOn(name)])),
      async clear() {
        fault = undefined;
        await search.clear();
      },
      reached: () => reached.promise,
      taken: () => smtp.messages.length,
      newest: () => smtp.messages.at(-1) ?? "",
      async stop() {
        await search.stop();
        await smtp.close();
      },
    };
  },
  commands: { "send-email": (id) => anyCommand("send-email", id) },
  refused: {
    command: (id) => ({ ...anyCommand("send-email", id), to: "anna" }),
    words: "address",
  },
  inbound: smtpInboundScenario,
  absent: {
    "inbound.signed-body": "a bearer token and a link of ours cover no body",
    "inbound.signed-time": "a link in a mail is followed whenever its reader likes",
    "auth.scope": "a mail server that knows the login lets it send",
    "limits.told": "SMTP answers 450 to too much mail and to much else (RFC 5321, 4.2.3)",
    "limits.retry-after": "SMTP has no word for when to come back",
    "limits.daily": "SMTP has no word for a day",
    "write.conflict": "a message is sent or not; nobody else changes it",
  },
};

function settingsFor(port: number, searchUrl: string): object {
  return {
    host: "127.0.0.1",
    port,
    encryption: "none",
    username: "perennial",
    password: PASSWORD,
    fromAddress: "kundtjanst@elbolaget.example",
    search: { url: searchUrl, username: "perennial", password: SEARCH_PASSWORD },
    reports: { secret: REPORT_SECRET },
    trackLinks: { secret: LINK_SECRET },
  };
}

/** What Mailpit's search finds among the messages the server took. */
function found({ query }: ReceivedRequest, { messages }: ScriptedSmtpServer): Reply {
  const id = /^message-id:"(.*)"$/.exec(query.get("query") ?? "")?.[1] ?? "";
  const place = messages.findIndex((message) => message.includes(`<${id}>`));
  const list = place === -1 ? [] : [{ ID: `mail-${place}`, MessageID: id }];
  return { body: { messages: list } };
}
