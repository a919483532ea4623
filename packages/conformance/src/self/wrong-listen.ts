import { ConnectorError, type Listening } from "@perennial/contract";
import type { AcmeSettings } from "./acme.ts";
import { opened, type Twist } from "./twist.ts";
import type { WrongConnector, WrongConnectors } from "./wrong-connector.ts";

type Listen = (listening: Listening) => Promise<void>;

function listening(change: (listen: Listen) => Listen): Twist<AcmeSettings> {
  return opened(({ listen }) => (listen === undefined ? {} : { listen: change(listen) }));
}

const whenOver = ({ over }: Listening) =>
  new Promise<void>((resolve) => {
    if (over.aborted) resolve();
    over.addEventListener("abort", () => resolve());
  });
const PATIENCE = 500;
const OfApp: Pick<WrongConnector, "base"> = { base: "app" };

/** What is wrong in how a connector listens. */
export const wrongListen: WrongConnectors = {
  listen: [
    {
      does: "listens without declaring it",
      base: "bare",
      fails: "what is not declared is not there",
      twist: opened(() => ({ listen: whenOver })),
    },
    {
      ...OfApp,
      does: "declares that it listens and does not",
      fails: "it ends when it is over, and tells no more",
      twist: opened(() => ({ listen: undefined as never })),
    },
    {
      ...OfApp,
      does: "never says that it has begun",
      fails: "a change is told while it is listened to, after all that was before it",
      patience: PATIENCE,
      twist: listening((listen) => (given) => listen({ ...given, begun: () => {} })),
    },
    {
      ...OfApp,
      does: "tells of what is new alone",
      fails: "a change is told while it is listened to, after all that was before it",
      patience: PATIENCE,
      twist: listening(
        (listen) => (given) =>
          listen({ ...given, heard: ({ readAll, ...rest }) => given.heard(rest) }),
      ),
    },
    {
      ...OfApp,
      does: "forgets what happened while nobody listened",
      fails: "what changed while nobody listened is told when it is listened to again",
      patience: PATIENCE,
      twist: listening(
        (listen) => (given) =>
          listen({
            ...given,
            from: undefined,
            heard: (what) => {
              if (given.from === undefined || !what.readAll) given.heard(what);
            },
          }),
      ),
    },
    {
      ...OfApp,
      does: "goes on when it is over",
      fails: "it ends when it is over, and tells no more",
      patience: PATIENCE,
      twist: listening((listen) => (given) => {
        const never = new AbortController().signal;
        return listen({ ...given, over: never });
      }),
    },
    {
      ...OfApp,
      does: "throws when it is over",
      fails: "it ends when it is over, and tells no more",
      twist: listening((listen) => async (given) => {
        await listen(given);
        throw new ConnectorError({ connector: "acme", kind: "unavailable", message: "over" });
      }),
    },
    {
      ...OfApp,
      does: "listens on when its session is closed",
      fails: "closing the session ends it, and afterwards it ends at once without a word",
      patience: PATIENCE,
      twist: opened(() => ({ close: async () => {} })),
    },
    {
      ...OfApp,
      does: "takes a refusal for silence",
      fails: "one who refuses us ends it with an error",
      patience: PATIENCE,
      twist: listening((listen) => async (given) => {
        await listen(given).catch(() => whenOver(given));
      }),
    },
    {
      ...OfApp,
      does: "cannot read by name what it hears",
      fails: "what is heard can be read",
      twist: opened(() => ({ readRecords: undefined as never })),
    },
  ],
};
