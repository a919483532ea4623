import { definitions } from "@perennial/api";
import { tryMapping } from "@perennial/connector-webhook";
import { asTenant, listConnections, listOutbox, listTenants } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { mutable } from "./customer-handlers.ts";
import { overview } from "./overview.ts";
import { HttpProblem } from "./problem.ts";
import { diskFull } from "./problem-of.ts";
import { connectionView, outboxView, trialView } from "./views.ts";

type OperationOperation =
  | "health"
  | "listDefinitions"
  | "getOverview"
  | "listOutbox"
  | "listConnections"
  | "tryWebhookMapping"
  | "getClock"
  | "forwardClock";

/** What can be asked about the server and its connections. */
export function operationHandlers(context: ServerContext): Pick<Handlers, OperationOperation> {
  const { db, clock } = context;
  return {
    health: async () => {
      await demandDatabase(context);
      if (await context.disk?.isFull()) throw diskFull();
      const demo = context.demo !== undefined;
      return { status: "ready", version: context.version, now: clock.now(), demo };
    },
    listDefinitions: async ({ query: { locale } }) => ({
      definitions: { ...definitions(locale) },
    }),
    getOverview: ({ query: { locale }, caller: { tenant } }) =>
      overview(context, { tenant, locale }),
    listOutbox: ({ query, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const page = await listOutbox(tx, query);
        return mutable({ ...page, items: page.items.map(outboxView) });
      }),
    listConnections: async ({ caller: { tenant } }) => {
      // As they are now: the connections at hand are as they were opened.
      const stored = await asTenant(db, tenant, listConnections);
      const { publicUrl, connectors } = context;
      const at = { tenant, publicUrl, connectors };
      return { items: stored.map((each) => connectionView(each, at)) };
    },
    tryWebhookMapping: async ({ body: { mapping, sample, headers } }) => {
      const { problems, rules } = tryMapping(mapping, { body: sample, headers });
      return { problems: [...problems], rules: rules.map(trialView) };
    },
    getClock: async () => ({ now: clock.now(), demo: context.demo !== undefined }),
    forwardClock: ({ body }) => {
      const { demo } = context;
      if (!demo) {
        throw new HttpProblem(409, "Not a demo", {
          sv: "Bara demons klocka kan vridas. Starta servern med --demo.",
          en: "Only the demo's clock can be turned. Start the server with --demo.",
        });
      }
      return demo.forward(body.by);
    },
  };
}

async function demandDatabase({ db, log }: ServerContext): Promise<void> {
  try {
    await listTenants(db);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.error("The database does not answer.", { reason });
    throw new HttpProblem(503, "Not ready", {
      sv: "Databasen svarar inte. Orsaken står i serverns logg.",
      en: "The database does not answer; the server's log says why.",
    });
  }
}
