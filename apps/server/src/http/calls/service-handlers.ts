import type { PlanProblemView } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import {
  READY_SERVICE_DESK,
  type ReadServiceDesk,
  readServiceDesk as readDesk,
  type ServiceDesk,
} from "@perennial/lifecycle";
import { deskCatalogue, programOffers, runningPrograms } from "@perennial/runtime";
import { asTenant, readServiceDesk, saveServiceDesk, type Tenant } from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import type { Handlers } from "../bind.ts";
import { inLanguage, inOne } from "../language.ts";
import { HttpProblem } from "../problem.ts";

type ServiceOperation = "getService" | "checkService" | "putService";

/** How a company answers its calls. */
export function serviceHandlers(context: ServerContext): Pick<Handlers, ServiceOperation> {
  return {
    getService: async ({ caller, locale }) => {
      const tenant = await context.tenant(caller.tenant);
      const stored = await asTenant(context.db, tenant.id, readServiceDesk);
      const settings = stored?.settings ?? READY_SERVICE_DESK;
      const { problems } = await checked(context, tenant, settings);
      return {
        ...{ service: asRecord(settings), isReady: stored === undefined },
        ...{ savedAt: stored?.savedAt ?? null, savedBy: stored?.savedBy ?? null },
        problems: problems.map((each) => problemView(each, locale)),
      };
    },
    checkService: async ({ body: { service }, caller, locale }) => {
      const tenant = await context.tenant(caller.tenant);
      const { problems } = await checked(context, tenant, service);
      const errors = problems.filter(({ severity }) => severity === "error").length;
      return {
        errors,
        warnings: problems.length - errors,
        problems: problems.map((each) => problemView(each, locale)),
      };
    },
    putService: async ({ body: { service }, caller, audit, locale }) => {
      const tenant = await context.tenant(caller.tenant);
      const read = await checked(context, tenant, service);
      const settings = demandDesk(read);
      const savedAt = context.clock.now();
      await asTenant(context.db, tenant.id, async (tx) => {
        const before = (await readServiceDesk(tx))?.settings;
        await saveServiceDesk(tx, { settings, savedAt, savedBy: caller.name });
        audit({ before: asRecord(before ?? READY_SERVICE_DESK), after: asRecord(settings) });
      });
      await context.refresh(tenant.id);
      return { problems: read.problems.map((each) => problemView(each, locale)) };
    },
  };
}

/** Reads how calls would be answered, as YAML or as JSON, and checks it against what the tenant's programs have. */
async function checked(
  context: ServerContext,
  tenant: Tenant,
  input: unknown,
): Promise<ReadServiceDesk> {
  const running = await asTenant(context.db, tenant.id, (tx) => runningPrograms(context, tx));
  // JSON is YAML, too.
  const text = typeof input === "string" ? input : JSON.stringify(input, null, 2);
  return readDesk(text, {
    catalogue: deskCatalogue(running, tenant.currency),
    programOffers: programOffers(running).map(({ offer }) => offer),
  });
}

function problemView(
  { path, ...problem }: ReadServiceDesk["problems"][number],
  locale: Locale,
): PlanProblemView {
  return { ...inLanguage(problem, locale), path: path.length === 0 ? null : path.join(".") };
}

function demandDesk({ desk, problems }: ReadServiceDesk): ServiceDesk {
  if (desk) return desk;
  const errors = problems.filter(({ severity }) => severity === "error");
  throw new HttpProblem(
    422,
    "Settings not right",
    {
      sv: "Inställningarna för samtal har fel. Varje fel står i listan.",
      en: 'How calls are answered has errors; see "problems" for each.',
    },
    errors.map(({ path, line, column, ...problem }) => ({
      place: path.length === 0 ? `${line}:${column}` : `body.service.${path.join(".")}`,
      message: inOne(problem),
    })),
  );
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
