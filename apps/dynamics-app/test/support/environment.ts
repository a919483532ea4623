import { join } from "node:path";
import { ManualClock } from "@perennial/contract";
import { type Dataverse, type Entra, startDataverse, startEntra } from "@perennial/simulators";
import { readSource, webResourcesOf } from "../../src/index.ts";
import { type Site, startSite } from "./site.ts";
import { APP, privilegesIn, readSolution, type SolutionModel } from "./solution-model.ts";

/** Who looks: the solution's roles, somebody without any, and the administrator's stand-in for a colleague. */
export const PEOPLE = {
  admin: "Perennial Administrator",
  marketer: "Perennial Marketer",
  service: "Perennial Service",
  nobody: undefined,
} as const;

/** Somebody who looks. */
export type Person = keyof typeof PEOPLE;

/** A simulated environment with the solution, and a site that shows its pages to each person. */
export interface Environment {
  readonly org: Dataverse;
  readonly model: SolutionModel;
  /** The id of a person's user. */
  user(person: Person): string;
  site(person: Person): Site;
  stop(): Promise<void>;
}

const SECRET = "a-long-secret-of-a-test";

/** Starts an environment with the solution as it is in the source now. */
export async function startEnvironment(): Promise<Environment> {
  const model = readSolution();
  const clock = new ManualClock("2026-11-22T08:00:00.000Z");
  const people = Object.entries(PEOPLE).map(([name, role], index) => ({
    ...{ name, role, clientId: `7f0f3f0a-0000-4000-8000-00000000000${index}` },
    redirectUris: ["http://localhost:4000/"],
    permissions: {},
    secrets: [{ value: SECRET, expiresAt: "2027-01-01T00:00:00.000Z" }],
  }));
  const entra = await startEntra({ clock, apps: people });
  const tenant = entra.addTenant();
  const org = await startDataverse({
    ...{ clock, entra, tenantId: tenant.id, origin: "https://contoso.crm4.dynamics.com" },
  });
  org.staff.importSolution(join(APP, "solution"));
  const resources = webResourcesOf(await readSource(APP));
  const users = new Map<string, string>();
  const sites = new Map<string, Site>();
  for (const person of people) {
    tenant.consent(person);
    const user = org.staff.addApplicationUser(person.clientId, person.name);
    if (person.role !== undefined)
      org.staff.assign(user, org.staff.addRole(person.role, privilegesIn(model, person.role)));
    users.set(person.name, user);
    const token = await tokenFor(entra, tenant.id, {
      clientId: person.clientId,
      origin: org.origin,
    });
    sites.set(person.name, await startSite({ resources, api: org.url, token }));
  }
  return {
    ...{ org, model },
    user: (person) => users.get(person) ?? "",
    site: (person) => {
      const site = sites.get(person);
      if (site === undefined) throw new Error(`Nobody is called ${person}.`);
      return site;
    },
    stop: async () => {
      await Promise.all([...sites.values()].map((site) => site.stop()));
      await org.stop();
      await entra.stop();
    },
  };
}

async function tokenFor(
  entra: Entra,
  tenantId: string,
  { clientId, origin }: { readonly clientId: string; readonly origin: string },
): Promise<string> {
  const body = new URLSearchParams({
    ...{ grant_type: "client_credentials", client_id: clientId, client_secret: SECRET },
    scope: `${origin}/.default`,
  });
  const response = await fetch(`${entra.url}/${tenantId}/oauth2/v2.0/token`, {
    ...{ method: "POST", body },
  });
  const answer: { access_token?: string } = JSON.parse(await response.text());
  if (answer.access_token === undefined)
    throw new Error(`There is no token for ${clientId}: ${JSON.stringify(answer)}`);
  return answer.access_token;
}
