import type { InboundRequest } from "@perennial/contract";
import type { AcmeSettings } from "./acme.ts";
import { heard, type Twist } from "./twist.ts";
import type { WrongConnectors } from "./wrong-connector.ts";

function judging(change: (request: InboundRequest) => InboundRequest): Twist<AcmeSettings> {
  return heard(({ verify }) => ({
    verify: (request, settings, now) => verify(change(request), settings, now),
  }));
}

let count = 0;

/** What is wrong in what a connector hears. */
export const wrongInbound: WrongConnectors = {
  inbound: [
    {
      does: "has a door that it does not declare",
      base: "bare",
      fails: "what is not declared is not there",
      twist: (right) => ({
        ...right,
        inbound: {
          verify: () => ({ genuine: true }),
          toSignals: () => ({ signals: [], problems: [] }),
        },
      }),
    },
    {
      does: "believes nobody",
      fails: "a genuine request is genuine",
      twist: heard(() => ({ verify: () => ({ genuine: false, reason: "no" }) })),
    },
    {
      does: "believes what nobody signed",
      fails: "an unsigned request is not genuine",
      twist: heard(({ verify }) => ({
        verify: (request, settings, now) =>
          Object.keys(request.headers).length === 0
            ? { genuine: true }
            : verify(request, settings, now),
      })),
    },
    {
      does: "looks at no body",
      fails: "a tampered request is not genuine",
      twist: heard(() => ({
        verify: (request, _settings, now) => {
          const at = Number(request.headers["webhook-timestamp"] ?? 0) * 1000;
          const fresh = Math.abs(Date.parse(now) - at) < 300_000;
          return fresh ? { genuine: true } : { genuine: false, reason: "stale" };
        },
      })),
    },
    {
      does: "verifies what it wrote anew itself",
      fails: "a body written anew is not genuine",
      twist: judging((request) => ({ ...request, body: compact(request.body) })),
    },
    {
      does: "looks at no time",
      fails: "a stale request is not genuine, nor one from the future",
      twist: heard(({ verify }) => ({
        verify: (request, settings) => {
          const seconds = Number(request.headers["webhook-timestamp"] ?? 0);
          return verify(request, settings, new Date(seconds * 1000).toISOString());
        },
      })),
    },
    {
      does: "gives every telling another id",
      fails: "a replayed request means the same signals",
      twist: heard(({ toSignals }) => ({
        toSignals(request, settings) {
          count += 1;
          const { signals, problems } = toSignals(request, settings);
          return {
            signals: signals.map((one) => ({ ...one, id: `${one.id}-${count}` })),
            problems,
          };
        },
      })),
    },
    {
      does: "takes the moment for the delivery",
      fails: "a repeated delivery has the same delivery id",
      twist: heard(({ verify }) => ({
        verify: (request, settings, now) => {
          const verdict = verify(request, settings, now);
          const deliveryId = request.headers["webhook-timestamp"] ?? "";
          return verdict.genuine ? { genuine: true, deliveryId } : verdict;
        },
      })),
    },
    {
      does: "hears only the first half",
      fails: "every sample means what its author says",
      twist: heard(({ toSignals }) => ({
        toSignals: (request, settings) => {
          const { signals, problems } = toSignals(request, settings);
          return { signals: signals.filter(({ type }) => type !== "customer.deleted"), problems };
        },
      })),
    },
    {
      does: "tells what is no signal",
      fails: "every signal is one of the contract's, and declared",
      twist: heard(({ toSignals }) => ({
        toSignals: (request, settings) => {
          const { signals, problems } = toSignals(request, settings);
          return { signals: signals.map((one) => ({ ...one, at: "yesterday" })), problems };
        },
      })),
    },
    {
      does: "makes a problem of what it does not know",
      fails: "an unknown event means nothing and is no problem",
      twist: heard(({ toSignals }) => ({
        toSignals: (request, settings) =>
          request.body.includes("something.new")
            ? { signals: [], problems: [{ place: "type", message: "unknown" }] }
            : toSignals(request, settings),
      })),
    },
    {
      does: "remembers what it heard before",
      fails: "requests mean the same in any order",
      twist: heardOnce(),
    },
    {
      does: "breaks at what is long",
      fails: "a huge request is refused or a problem, and nothing breaks",
      twist: heard(({ toSignals }) => ({
        toSignals: (request, settings) => {
          if (request.body.length > 100_000) throw new RangeError("too long");
          return toSignals(request, settings);
        },
      })),
    },
    {
      does: "breaks at what is not JSON",
      fails: "what is not JSON is a problem or nothing, and nothing breaks",
      twist: heard(({ toSignals }) => ({
        toSignals: (request, settings) => {
          if (request.body.startsWith("<")) throw new SyntaxError("not JSON");
          return toSignals(request, settings);
        },
      })),
    },
    {
      does: "breaks at a request without an address",
      fails: "a request that is none is refused, and nothing breaks",
      twist: judging((request) => ({ ...request, url: new URL(request.url).href })),
    },
  ],
};

function compact(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}

/** Understands a request only while it is not the same as the last. */
function heardOnce(): Twist<AcmeSettings> {
  let last = "";
  return heard(({ toSignals }) => ({
    toSignals(request, settings) {
      const again = request.body === last;
      last = request.body;
      return again ? { signals: [], problems: [] } : toSignals(request, settings);
    },
  }));
}
