import { distinctAddresses } from "@perennial/runtime";
import { asTenant, readInstallation, setAdministrators } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { type ConnectionName, knownConnection } from "./known-connection.ts";
import { HttpProblem } from "./problem.ts";

/**
 * Who may change settings from our pages inside the vendor's. Whoever is on the list may take anybody off it,
 * themselves too, as long as somebody is left (ux.md, 1).
 */
export function administratorHandlers(
  context: ServerContext,
): Pick<Handlers, "getAdministrators" | "saveAdministrators"> {
  return {
    getAdministrators: async ({ params: { id }, caller: { tenant } }) => ({
      administrators: [...(await administratorsOf(context, { tenant, id }))],
    }),
    saveAdministrators: async ({ params: { id }, body, caller: { tenant }, audit }) => {
      const before = await administratorsOf(context, { tenant, id });
      const administrators = named(body.administrators, before);
      await asTenant(context.db, tenant, (tx) => setAdministrators(tx, id, administrators));
      audit({ before: { administrators: before }, after: { administrators } });
      return { administrators: [...administrators] };
    },
  };
}

async function administratorsOf(
  context: ServerContext,
  { tenant, id }: ConnectionName,
): Promise<readonly string[]> {
  await knownConnection(context, { tenant, id });
  const found = await asTenant(context.db, tenant, (tx) => readInstallation(tx, id));
  if (found) return found.administrators;
  throw new HttpProblem(409, "Not possible", {
    sv: "Anslutningen har inga sidor hos en leverantör, så det finns ingen att utse.",
    en: "This connection has no pages inside a vendor's, so there is nobody to name: it is no app there.",
  });
}

/** Each once; who was there is written as before. */
function named(wanted: readonly string[], before: readonly string[]): readonly string[] {
  const written = new Map(before.map((each) => [each.toLowerCase(), each]));
  return distinctAddresses(wanted).map((each) => written.get(each.toLowerCase()) ?? each);
}
