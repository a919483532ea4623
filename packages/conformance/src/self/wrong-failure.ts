import type { Receipt } from "@perennial/contract";
import type { AcmeSettings } from "./acme.ts";
import { answered, given, opened, type Twist, told } from "./twist.ts";
import type { WrongConnectors } from "./wrong-connector.ts";

/** Failures of one outcome that say another, where their words fit. */
function renamed(
  from: Receipt["outcome"],
  words: RegExp,
  outcome: "refused" | "not-done" | "unknown",
): Twist<AcmeSettings> {
  return told((receipt) => {
    if (receipt.outcome !== from || receipt.outcome === "accepted") return receipt;
    const { commandId, kind, message } = receipt;
    return words.test(message) ? { commandId, outcome, kind, message } : receipt;
  });
}

/** What is wrong in what a connector makes of failures, and of its own end. */
export const wrongFailure: WrongConnectors = {
  auth: [
    {
      does: "refuses what ran out",
      fails: "credentials that ran out leave it not done, as unauthenticated",
      twist: renamed("not-done", /expired/, "refused"),
    },
    {
      does: "refuses what was revoked",
      fails: "revoked credentials leave it not done, as unauthenticated",
      twist: renamed("not-done", /not valid/, "refused"),
    },
    {
      does: "remembers a refusal for ever",
      fails: "credentials that are good again work in a new session",
      twist: rememberingRefusals(),
    },
    {
      does: "takes a missing right for wrong credentials",
      fails: "a missing right is told as forbidden, and not tried again",
      twist: answered((answer) =>
        answer.status === 403 ? new Response("", { status: 401 }) : answer,
      ),
    },
    {
      does: "never renews",
      base: "oauth2",
      fails: "an access token that ran out is renewed, and the work is done",
      twist: given(({ tokens }) => ({
        tokens: {
          read: () => tokens.read(),
          exclusively: async () => (await tokens.read()) ?? { accessToken: "" },
        },
      })),
    },
    {
      does: "keeps renewed tokens to itself",
      base: "oauth2",
      fails: "tokens that were renewed are kept for everyone",
      twist: given(({ tokens }) => {
        let own: Awaited<ReturnType<typeof tokens.read>>;
        return {
          tokens: {
            read: async () => own ?? (await tokens.read()),
            exclusively: async (work) => {
              own = await work(own ?? (await tokens.read()));
              return own;
            },
          },
        };
      }),
    },
    {
      does: "goes on with the tokens it began with",
      base: "oauth2",
      fails: "tokens that another process renewed are taken over",
      twist: given(({ tokens }) => {
        const first = tokens.read();
        return {
          tokens: {
            read: () => first,
            exclusively: (work) => tokens.exclusively(async () => work(await first)),
          },
        };
      }),
    },
    {
      does: "renews without asking whether another does",
      base: "oauth2",
      fails: "two sessions that meet an ended token renew it once",
      twist: given(({ tokens }) => ({
        tokens: {
          read: () => tokens.read(),
          exclusively: async (work) => {
            const renewed = await work(await tokens.read());
            return tokens.exclusively(async () => renewed);
          },
        },
      })),
    },
  ],
  network: [
    {
      does: "is unsure of what never left",
      fails: "where nobody listens it is not done",
      twist: renamed("not-done", /could not reach/, "unknown"),
    },
    {
      does: "is sure of what may have arrived",
      fails: "a connection cut after the request was read leaves it unknown",
      twist: renamed("unknown", /cut off/, "not-done"),
    },
    {
      does: "takes a server error for a refusal",
      fails: "a server error is neither done nor refused",
      twist: answered((answer) =>
        answer.status === 500 ? new Response("", { status: 400 }) : answer,
      ),
    },
    {
      does: "takes a login page for a yes",
      fails: "a page of HTML is neither done nor refused",
      twist: answered((answer) =>
        answer.headers.get("content-type") === "text/html" ? Response.json({ id: "1" }) : answer,
      ),
    },
    {
      does: "waits for ever",
      patience: 300,
      fails: "an answer that never comes is given up",
      twist: given((context) => ({
        fetch: (input, init) => context.fetch(input, { ...init, signal: context.abort }),
      })),
    },
  ],
  closing: [
    {
      does: "cannot be closed twice",
      fails: "a session may be closed twice",
      twist: opened((session) => {
        let open = true;
        return {
          close: async () => {
            if (!open) throw new TypeError("closed");
            open = false;
            await session.close();
          },
        };
      }),
    },
    {
      does: "finishes its work before it closes",
      patience: 300,
      fails: "closing during work ends it, and its outcome is told",
      twist: given(() => ({ abort: new AbortController().signal })),
    },
    {
      does: "works on when it is closed",
      fails: "what is asked after closing is not done",
      twist: opened((session, _settings, { abort }) => ({
        perform: async (commands) =>
          abort.aborted
            ? commands.map(({ id }) => ({ commandId: id, outcome: "accepted" }))
            : session.perform(commands),
      })),
    },
  ],
};

/** Its fault lies outside the session: what one was refused, the next believes without asking. */
function rememberingRefusals(): Twist<AcmeSettings> {
  const refused = new Set<string>();
  return opened((session, { baseUrl }) => {
    const known = refused.has(baseUrl);
    return {
      check: () =>
        session.check().then(() => (known ? Promise.reject(new TypeError("refused")) : undefined)),
      perform: async (commands) => {
        const receipts = await session.perform(commands);
        const isRefused = receipts.some((one) => "kind" in one && one.kind === "unauthenticated");
        if (isRefused) refused.add(baseUrl);
        return receipts;
      },
    };
  });
}
