import type { TokenSource } from "@perennial/connector-kit";
import type { Session } from "@perennial/contract";
import { listenToOrg, type OrgListening } from "./listen-to-org.ts";

/** What a session listens by, and ends when it is closed. */
export interface Listener {
  readonly listen: NonNullable<Session["listen"]>;
  /** Ends whatever listens; resolves when nothing does. */
  close(): Promise<void>;
}

/** What a listener is made with. */
export interface ListenerOptions extends Omit<OrgListening, "tokens"> {
  /** Makes the source of the org's tokens; done when somebody listens. */
  readonly tokens: () => TokenSource;
}

/** Makes what a session listens by. */
export function createListener({ tokens, ...org }: ListenerOptions): Listener {
  const closed = new AbortController();
  const under = new Set<Promise<void>>();
  return {
    listen(listening) {
      const over = AbortSignal.any([listening.over, closed.signal, org.tools.context.abort]);
      const work = listenToOrg({ ...org, tokens: tokens() }, { ...listening, over }).catch(
        (error: unknown) => {
          // Whatever fails once it is over is no news.
          if (!over.aborted) throw error;
        },
      );
      const done = work.then(
        () => undefined,
        () => undefined,
      );
      under.add(done);
      done.then(() => under.delete(done));
      return work;
    },
    async close() {
      closed.abort();
      await Promise.all(under);
    },
  };
}
