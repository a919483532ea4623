import { compareBodies } from "@perennial/connector-webhook";
import { ConnectorError } from "@perennial/contract";
import {
  asTenant,
  listConnections,
  listDeliveries,
  noteChange,
  pauseConnection,
  removeConnection,
  replayDeliveries,
  resumeConnection,
} from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import type { Handlers } from "../bind.ts";
import { CONNECT_AGAIN } from "../connection-handlers.ts";
import { knownConnection, usableConnection } from "../known-connection.ts";
import { verbatim } from "../language.ts";
import { HttpProblem, notFound } from "../problem.ts";
import { connectionView } from "../views.ts";
import { connectionUse } from "./connection-use.ts";
import { connectorView } from "./connector-view.ts";
import { deliveryView } from "./delivery-view.ts";
import { newConnection } from "./new-connection.ts";

type ConnectorOperation =
  | "listConnectors"
  | "createConnection"
  | "checkConnection"
  | "pauseConnection"
  | "resumeConnection"
  | "removeConnection"
  | "getConnectionUse"
  | "listInbox"
  | "replayDelivery"
  | "listUnmapped";

/** How many of the latest deliveries a mapping is compared with. */
const COMPARED = 50;

/** What can be connected, how a connection is begun, stopped and ended, and what came in by it. */
export function connectorHandlers(context: ServerContext): Pick<Handlers, ConnectorOperation> {
  const { db, connectors, publicUrl } = context;
  const view = async (tenant: number, id: string) => {
    const { row } = await knownConnection(context, { tenant, id });
    return connectionView(row, { tenant, publicUrl, connectors });
  };
  return {
    listConnectors: async ({ caller: { tenant } }) => {
      const there = await asTenant(db, tenant, listConnections);
      return { items: connectors.map((each) => connectorView(context, each, there)) };
    },
    createConnection: async ({ body, caller: { tenant }, audit }) => {
      const connector = connectors.find(({ manifest }) => manifest.id === body.connector);
      if (!connector) {
        const message = {
          sv: `Här finns ingen koppling ”${body.connector}”.`,
          en: `There is no connector "${body.connector}" here.`,
        };
        throw new HttpProblem(400, "Invalid request", message, [
          { place: "body.connector", message },
        ]);
      }
      const { id, settings } = body;
      const name = await newConnection(context, { tenant, connector, id, settings });
      audit({ about: { id: name, connector: body.connector } });
      return view(tenant, name);
    },
    checkConnection: async ({ params: { id }, caller: { tenant } }) => {
      const open = await usableConnection(context, { tenant, id });
      try {
        await (await open.session()).check();
        return { works: true, message: null };
      } catch (error) {
        if (!ConnectorError.isInstance(error)) throw error;
        return { works: false, message: error.message };
      }
    },
    pauseConnection: async ({ params: { id }, caller: { tenant, name } }) => {
      await knownConnection(context, { tenant, id });
      await asTenant(db, tenant, async (tx) => {
        await pauseConnection(tx, { id, by: name, problem: `Paused by ${name}.` });
        await noteChange(tx);
      });
      await context.connections.forget(tenant);
      return view(tenant, id);
    },
    resumeConnection: async ({ params: { id }, caller: { tenant } }) => {
      const { row } = await knownConnection(context, { tenant, id });
      if (row.state === "disconnected") {
        throw new HttpProblem(
          409,
          "Not connected",
          row.problem === null ? CONNECT_AGAIN : verbatim(row.problem),
        );
      }
      await asTenant(db, tenant, async (tx) => {
        await resumeConnection(tx, id);
        await noteChange(tx);
      });
      await context.connections.forget(tenant);
      context.ring(tenant, "read");
      return view(tenant, id);
    },
    removeConnection: async ({ params: { id }, caller: { tenant } }) => {
      const rows = await asTenant(db, tenant, listConnections);
      const row = rows.find((each) => each.id === id);
      if (!row) throw notFound("connection", id);
      const connector = connectors.find(({ manifest }) => manifest.id === row.connector);
      if (connector?.app && row.state !== "disconnected") {
        throw new HttpProblem(409, "Still connected", {
          sv: "Koppla från den först: vår app måste tas bort ur kontot på andra sidan.",
          en: "Disconnect it first: our app has to be taken out of the account at the other side.",
        });
      }
      const removed = await asTenant(db, tenant, async (tx) => {
        await noteChange(tx);
        return removeConnection(tx, id);
      });
      await context.connections.forget(tenant);
      return { removed };
    },
    getConnectionUse: ({ params: { id }, caller: { tenant } }) =>
      connectionUse(context, { tenant, id }),
    listInbox: async ({ params: { id }, query, caller: { tenant } }) => {
      await knownConnection(context, { tenant, id });
      const { items, next } = await asTenant(db, tenant, (tx) =>
        listDeliveries(tx, { connection: id, ...query }),
      );
      return { items: items.map(deliveryView), next };
    },
    replayDelivery: async ({ params: { id }, body, caller: { tenant } }) => {
      await knownConnection(context, { tenant, id });
      const replayed = await asTenant(db, tenant, (tx) =>
        replayDeliveries(tx, { connection: id, ids: body.ids }),
      );
      context.ring(tenant);
      return { replayed };
    },
    listUnmapped: async ({ params: { id }, caller: { tenant } }) => {
      const { settings } = await knownConnection(context, { tenant, id });
      const { mapping } = settings;
      const { items } = await asTenant(db, tenant, (tx) =>
        listDeliveries(tx, { connection: id, only: "all", limit: COMPARED }),
      );
      // One that is shown in part is no JSON any more.
      const whole = items.filter(({ body, size }) => body !== "" && body.length === size);
      const compared =
        mapping === undefined ? { unmapped: [], unseen: [] } : compareBodies(mapping, whole);
      return {
        ...{ looked: whole.length, known: mapping !== undefined },
        unmapped: compared.unmapped.map((each) => ({ ...each, samples: [...each.samples] })),
        unseen: compared.unseen.map(({ path, like }) => ({ path, like: like ?? null })),
      };
    },
  };
}
