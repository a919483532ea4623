import { httpFaults, passTo, type World } from "@perennial/conformance";
import type { ManualClock } from "@perennial/contract";
import { startGraph } from "@perennial/simulators";
import { DynamicsApp, GRAPH_URL } from "../../dynamics-credentials.ts";
import { DynamicsSettings } from "../../dynamics-settings.ts";
import { conformanceWorld } from "../../testing/conformance-world.ts";

/** Starts an organisation whose people get their tasks in To Do, with Graph behind a door for faults of its own. */
export async function personalWorld(clock: ManualClock): Promise<World> {
  const base = await conformanceWorld(clock);
  const { org, entra, tenant } = base;
  const app = DynamicsApp.parse(base.app);
  tenant.consent({
    ...{ clientId: app.clientId, redirectUris: [] },
    permissions: { [GRAPH_URL]: ["Tasks.ReadWrite.All", "Calendars.ReadWrite"] },
  });
  const graph = await startGraph({ clock, entra, tenantId: tenant.id, origin: GRAPH_URL });
  const objectId = tenant.users[0]?.id ?? "";
  const known = { azureactivedirectoryobjectid: objectId };
  org.staff.change("systemuser", org.first.administrator, known);
  // The list is there: making it is no part of what a lost answer leaves open.
  graph.person(objectId).todo.addList("Perennial");
  const door = await graphDoor(graph.url);
  const settings = DynamicsSettings.parse(base.settings);
  return {
    ...base,
    app: { ...app, graphUrl: door.url },
    settings: { ...settings, tasksIn: "to-do", calendar: true },
    faults: Object.fromEntries(
      Object.entries(base.faults).map(([name, switchOn]) => [
        name,
        async () => {
          await door.switchOn(name);
          await switchOn();
        },
      ]),
    ),
    async clear() {
      await door.clear();
      await base.clear();
    },
    reached: () => Promise.race([door.reached(), base.reached()]),
    taken: () => base.taken() + graph.accepted.size,
    async stop() {
      await door.stop();
      await graph.stop();
      await base.stop();
    },
  };
}

/** When an answer is to be lost, it is that to what is made. Tokens that run out are the organisation's. */
async function graphDoor(url: string) {
  let isLossy = false;
  const http = await httpFaults(passTo(url), {
    spares: ({ method }) => isLossy && method === "GET",
  });
  return {
    ...http,
    async switchOn(name: string): Promise<void> {
      isLossy = name === "cut" || name === "silent";
      const found = Object.entries(http.faults).find(([fault]) => fault === name);
      if (name !== "expired") await found?.[1]();
    },
  };
}
