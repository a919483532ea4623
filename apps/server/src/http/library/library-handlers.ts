import { LifecyclePlan, renameProgram } from "@perennial/lifecycle";
import { readLibraryProgram } from "@perennial/programs";
import {
  asTenant,
  listConnections,
  listTaken,
  readDraft,
  readPlan,
  saveDraft,
  type TenantTransaction,
} from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import type { Handlers } from "../bind.ts";
import { draftSummary } from "../drafts/checked-program.ts";
import { draftView } from "../drafts/draft-view.ts";
import { findProgram } from "../drafts/program-files.ts";
import { HttpProblem, missing } from "../problem.ts";
import { readLibrary } from "./library-view.ts";
import { programNeeds, type TenantMeans } from "./program-needs.ts";
import { sampleBase } from "./sample-fills.ts";

type LibraryOperation = "listLibrary" | "takeFromLibrary";

/** The library of ready programs: what each needs, and how one becomes the company's own. */
export function libraryHandlers(context: ServerContext): Pick<Handlers, LibraryOperation> {
  const { db } = context;
  return {
    listLibrary: async ({ query: { locale }, caller }) => {
      const [library, tenant] = await Promise.all([readLibrary(), context.tenant(caller.tenant)]);
      const { assumeAddressFromSale } = tenant.policy;
      return asTenant(db, caller.tenant, async (tx) => {
        const means = await meansOf(context, tx, assumeAddressFromSale === true);
        const taken = await listTaken(tx);
        const items = library.map(({ program, templates, told }) => {
          const needs = programNeeds({ program, templates }, means, locale);
          const own = taken.filter(({ origin }) => origin === program.id);
          return {
            ...told[locale],
            needs: [...needs],
            lacking: needs.filter(({ status }) => status === "lacking").length,
            taken: own.map(({ program: id, state }) => ({ program: id, state })),
          };
        });
        return { items, looked: means.sample.looked };
      });
    },
    takeFromLibrary: async ({ params: { id: origin }, body, caller }) => {
      const library = await readLibrary();
      if (!library.some(({ program }) => program.id === origin)) {
        throw missing({
          sv: `Biblioteket har inget program ”${origin}”.`,
          en: `There is no program "${origin}" in the library.`,
        });
      }
      const id = body.program ?? origin;
      const files = renameProgram(await readLibraryProgram(origin), { id, name: body.name });
      return asTenant(db, caller.tenant, async (tx) => {
        await refuseTaken(tx, id);
        const draft = await saveDraft(tx, {
          ...{ program: id, files, seen: 0, by: caller.name, at: context.clock.now(), origin },
          ...{ summary: draftSummary(context, { program: id, files }), baseVersion: null },
        });
        if (!draft) throw alreadyThere(id);
        return draftView(draft, undefined);
      });
    },
  };
}

async function refuseTaken(tx: TenantTransaction, id: string): Promise<void> {
  if ((await readDraft(tx, id)) || (await findProgram(tx, id))) throw alreadyThere(id);
}

function alreadyThere(id: string): HttpProblem {
  return new HttpProblem(
    409,
    "Already there",
    {
      sv: `Det finns redan ett program ”${id}”. Välj ett annat id, eller fortsätt med det som finns.`,
      en: `There is a program "${id}" already. Choose another id, or go on with that one.`,
    },
    [
      {
        place: "body.program",
        message: {
          sv: `Det finns redan ett program ”${id}”.`,
          en: `There is a program "${id}" already.`,
        },
      },
    ],
  );
}

async function meansOf(
  { connectors }: ServerContext,
  tx: TenantTransaction,
  assumesAddressFromSale: boolean,
): Promise<TenantMeans> {
  const [sample, connections, stored] = await Promise.all([
    sampleBase(tx),
    listConnections(tx),
    readPlan(tx),
  ]);
  const known = connections.flatMap((connection) => {
    const connector = connectors.find(({ manifest }) => manifest.id === connection.connector);
    return connector ? [{ connection, connector }] : [];
  });
  const plan = stored && LifecyclePlan.parse(stored.plan);
  return { sample, connections: known, plan, assumesAddressFromSale };
}
