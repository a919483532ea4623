import { ConnectorError, type LocalizedText } from "@perennial/contract";
import { z } from "zod";
import type { DynamicsClient } from "../dynamics-client.ts";

/** What came of looking whether an organisation lets us work. */
export interface OrganizationCheck {
  readonly ok: boolean;
  /** What an administrator is to do; nothing where all is well. */
  readonly todo: readonly LocalizedText[];
}

const Privileges = z.looseObject({
  RolePrivileges: z.array(z.looseObject({ PrivilegeName: z.string(), Depth: z.string() })),
});

const NO_USER: LocalizedText = {
  sv: "Lägg till appen som programanvändare: Power Platform admin center, Miljöer, Inställningar, Användare och behörigheter, Programanvändare, Ny programanvändare. Ge den rollen som följde med lösningen.",
  en: "Add the app as an application user: Power Platform admin center, Environments, Settings, Users + permissions, Application users, New app user. Give it the role that came with the solution.",
};
const DISABLED: LocalizedText = {
  sv: "Programanvändaren är inaktiverad. Aktivera den i Power Platform admin center.",
  en: "The application user is disabled. Enable it in the Power Platform admin center.",
};

/**
 * Looks whether our application user is there and may do what is needed, organisation-wide (crm/dynamics.md, 2.1 and
 * 3.1). Throws where the organisation cannot be asked at all.
 */
export async function checkOrganization(
  client: DynamicsClient,
  needed: readonly string[],
): Promise<OrganizationCheck> {
  try {
    const { UserId } = await client.whoAmI();
    const path = [`systemusers(${UserId})`, "Microsoft.Dynamics.CRM.RetrieveUserPrivileges()"];
    const { RolePrivileges } = (await client.request({ method: "GET", path })).read(Privileges);
    const global = new Set(
      RolePrivileges.filter(({ Depth }) => Depth === "Global").map(
        ({ PrivilegeName }) => PrivilegeName,
      ),
    );
    const missing = needed.filter((name) => !global.has(name));
    return { ok: missing.length === 0, todo: missing.length === 0 ? [] : [lacking(missing)] };
  } catch (error) {
    const todo = ConnectorError.isInstance(error) ? remedyOf(error) : undefined;
    if (todo === undefined) throw error;
    return { ok: false, todo: [todo] };
  }
}

function remedyOf({ kind, message }: ConnectorError): LocalizedText | undefined {
  if (kind !== "forbidden" && kind !== "unauthenticated") return undefined;
  if (/not a member of the organization/i.test(message)) return NO_USER;
  if (/is disabled/i.test(message)) return DISABLED;
  if (kind !== "forbidden") return undefined;
  const named = /prv[A-Za-z]+/.exec(message)?.[0];
  return named === undefined ? undefined : lacking([named]);
}

function lacking(names: readonly string[]): LocalizedText {
  const list = names.join(", ");
  return {
    sv: `Programanvändarens roll saknar behörigheter för hela organisationen: ${list}. Ge den rollen som följde med lösningen.`,
    en: `The application user's role lacks privileges for the whole organisation: ${list}. Give it the role that came with the solution.`,
  };
}
