import type { IncomingMessage } from "node:http";
import {
  type BayeuxExtension,
  type BayeuxMessage,
  type BayeuxServer,
  bayeuxServer,
  type Engine,
  type EngineHost,
} from "./faye.ts";

/** What the channel asks before it lets anybody in. */
export interface CometdDesk {
  readonly pollMs: number;
  engine(host: EngineHost): Engine;
  isAuthorized(request: Pick<IncomingMessage, "headers">): boolean;
  /** Whether no further event may be delivered today. */
  isSpent(): boolean;
  /** Why a client may not listen to a channel from an event on, or nothing. */
  subscribe(clientId: string, channel: string, replayId: number): string | undefined;
}

const NEW_ONLY = -1;
const BAD_TOKEN = "401::Authentication invalid";

/** Opens the channel below `/cometd`, with Salesforce's checks and words (Change Data Capture Developer Guide). */
export function cometd(desk: CometdDesk): BayeuxServer {
  const server = bayeuxServer({
    mount: "/cometd",
    timeoutSeconds: desk.pollMs / 1000,
    engine: (host) => desk.engine(host),
  });
  server.addExtension(guard(desk));
  server.addExtension(wording());
  return server;
}

function guard(desk: CometdDesk): BayeuxExtension {
  return {
    incoming: (message, request, callback) => {
      const fault = faultOf(message, request, desk);
      callback(fault === undefined ? message : { ...message, error: fault });
    },
  };
}

function faultOf(
  message: BayeuxMessage,
  request: IncomingMessage | null,
  desk: CometdDesk,
): string | undefined {
  if (request !== null && !desk.isAuthorized(request)) return BAD_TOKEN;
  if (message.channel === "/meta/connect" && desk.isSpent())
    return "403::Organization total events daily limit exceeded";
  if (!message.channel.startsWith("/meta/")) return "403:denied_by_security_policy:publish_denied";
  if (message.channel !== "/meta/subscribe") return undefined;
  const channels = [message.subscription ?? []].flat();
  for (const channel of channels) {
    const fault = desk.subscribe(message.clientId ?? "", channel, replayOf(message, channel));
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function replayOf({ ext }: BayeuxMessage, channel: string): number {
  const wanted: unknown = Object(ext?.replay)[channel];
  return typeof wanted === "number" ? wanted : NEW_ONLY;
}

/** Says what faye says in Salesforce's words. */
function wording(): BayeuxExtension {
  return {
    outgoing: (message, _request, callback) => {
      callback(worded(message));
    },
  };
}

function worded(message: BayeuxMessage): BayeuxMessage {
  if (message.error === BAD_TOKEN)
    return {
      ...message,
      ...(message.channel === "/meta/handshake" ? { error: "403::Handshake denied" } : {}),
      ext: { ...message.ext, sfdc: { failureReason: BAD_TOKEN } },
      advice: { reconnect: "none" },
    };
  if (/^401:.*:Unknown client/.test(message.error ?? ""))
    return {
      ...message,
      error: "403::Unknown client",
      advice: { reconnect: "handshake", interval: 0 },
    };
  if (message.channel === "/meta/handshake" && message.error === undefined)
    return { ...message, ext: { ...message.ext, replay: true, "payload.format": true } };
  return message;
}
