import type { TokenSource } from "@perennial/connector-kit";
import type { Listening, Tokens } from "@perennial/contract";
import type { OrgTools } from "../org-tools.ts";
import { meaningOfEvent } from "./change-event.ts";
import { type EventStream, openEventStream } from "./event-stream.ts";
import { ListenPlace } from "./listen-place.ts";
import { moved, notAllowed, shaky, spent, unplaced } from "./listen-refusals.ts";
import type { StreamEnd } from "./stream-end.ts";

/** What listening needs beside what it is told with. */
export interface OrgListening {
  readonly tools: Pick<OrgTools, "settings" | "context">;
  readonly tokens: TokenSource;
  /**
   * Milliseconds without any answer after which a stream counts as broken: Salesforce answers within 110 seconds, whether there is an event or not.
   * @default 120000
   */
  readonly silence?: number | undefined;
}

const SILENCE = 120_000;
/** A stream that lives for less, in milliseconds, is a short one; after so many of them in a row it is left for later. */
const SHORT = 60_000;
const MOST_SHORT = 5;

/**
 * Listens to the package's channel of change events until `over` aborts (crm/salesforce.md, 3.1). A stream that ends is opened anew, with
 * a new token where the old one ran out or the org has moved, and goes on after the last event; where that cannot be, everything is read.
 */
export async function listenToOrg(org: OrgListening, listening: Listening): Promise<void> {
  const { clock } = org.tools.context;
  const place = new ListenPlace(listening);
  let short = 0;
  for (;;) {
    const stream = await connect(org, listening, place);
    if (stream === undefined) return;
    const since = Date.parse(clock.now());
    listening.begun();
    place.reached();
    const end = await stream.ended;
    await stream.close();
    if (end.kind === "closed") return;
    if (end.kind === "spent") throw spent(end, place, clock.now());
    place.left(end.kind);
    short = Date.parse(clock.now()) - since < SHORT ? short + 1 : 0;
    if (short >= MOST_SHORT) throw shaky(end);
  }
}

/** Opens a stream that tells; nothing where it is over before. Throws a `ConnectorError` that says why there is none. */
function connect(
  org: OrgListening,
  listening: Listening,
  place: ListenPlace,
): Promise<EventStream | undefined> {
  let wasUnreachable = false;
  const refusals: StreamEnd[] = [];
  return org.tokens.authorized(async (tokens) => {
    while (!listening.over.aborted) {
      const stream = open(org, listening, { place, tokens });
      const end = await Promise.race([stream.begun, stream.ended]);
      if (end === undefined) return stream;
      await stream.close();
      switch (end.kind) {
        case "closed":
          return undefined;
        case "refused":
          refusals.push(end);
          if (!place.otherChannel()) throw notAllowed(refusals);
          break;
        case "place-unknown":
          if (!place.forget()) throw shaky(end);
          break;
        case "spent":
          throw spent(end, place, org.tools.context.clock.now());
        case "unauthenticated":
          throw moved(end);
        case "unreachable":
          // An org that has moved may have left nobody behind: a new token tells where it is now.
          if (wasUnreachable) throw shaky(end);
          wasUnreachable = true;
          throw moved(end);
        default:
          throw shaky(end);
      }
    }
    return undefined;
  });
}

function open(
  { tools, silence = SILENCE }: OrgListening,
  { over, heard }: Listening,
  { place, tokens }: { readonly place: ListenPlace; readonly tokens: Tokens },
): EventStream {
  const instanceUrl = tokens.details?.instance_url;
  if (instanceUrl === undefined) throw unplaced();
  const stream = openEventStream({
    ...{ instanceUrl, accessToken: tokens.accessToken, silence },
    ...{ channel: place.channel, replayId: place.replayId },
    onEvent(data) {
      const meaning = meaningOfEvent(data, tools.settings);
      if (meaning.position !== undefined) place.at(meaning.position);
      heard(meaning);
    },
  });
  const close = () => void stream.close();
  over.addEventListener("abort", close, { once: true });
  stream.ended.then(() => over.removeEventListener("abort", close));
  return stream;
}
