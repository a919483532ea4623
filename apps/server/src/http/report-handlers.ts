import type { RefreshLine, RenewalsView } from "@perennial/api";
import { localDateOf } from "@perennial/lifecycle";
import {
  keepReports,
  planOf,
  type ReportBodies,
  type ReportName,
  refreshReports,
} from "@perennial/runtime";
import {
  asTenant,
  countRenewals,
  type RenewalCount,
  readReport,
  type Tenant,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { oldestCall } from "./call-view.ts";
import { flowPeriods, migrationReport } from "./period-reports.ts";
import { HttpProblem } from "./problem.ts";
import {
  cohortsView,
  forecastView,
  type Kept,
  paretoView,
  rfmView,
  valueReportView,
} from "./report-views.ts";

type ReportOperation =
  | "getRenewals"
  | "getFlowPeriods"
  | "getMigration"
  | "getValueReport"
  | "getForecast"
  | "getCohorts"
  | "getPareto"
  | "getRfm"
  | "refreshReport";

/** The parts of the time ahead that renewals are told by, as days from today. */
const WITHIN = [7, 30, 60, 90] as const;

/** Reports that look at everything there is, and renewals that are due. */
export function reportHandlers(context: ServerContext): Pick<Handlers, ReportOperation> {
  const { db, clock } = context;
  const todayOf = ({ timeZone }: Tenant) => localDateOf(clock.now(), timeZone);
  let making: Promise<unknown> | undefined;
  const read = async (tenant: Tenant, name: ReportName) => {
    const report = await asTenant(db, tenant.id, (tx) => readReport(tx, name));
    const isFresh = report !== undefined && report.asOf >= todayOf(tenant);
    if (tenant.demoNow === null || isFresh) return report;
    // The demo's nights pass in a moment: what a night keeps for readers is made when somebody comes to read it.
    making ??= keepReports(context, tenant).finally(() => {
      making = undefined;
    });
    await making;
    return asTenant(db, tenant.id, (tx) => readReport(tx, name));
  };
  const kept = async <Name extends ReportName>(number: number, name: Name) => {
    const tenant = await context.tenant(number);
    const report = await read(tenant, name);
    // What is kept under a name is what was made under it.
    const body = report?.body as ReportBodies[Name] | undefined;
    const found: Kept<Name> = { report, body };
    return { tenant, found };
  };
  const underWay = new Set<number>();
  return {
    getRenewals: async ({ caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const [now, today] = [clock.now(), todayOf(tenant)];
      const query = { now, today, currency: tenant.currency, within: WITHIN };
      const counts = await asTenant(db, tenant.id, (tx) =>
        countRenewals(tx, { ...query, callsSince: oldestCall(now) }),
      );
      return renewalsView(counts, { today, currency: tenant.currency });
    },
    getFlowPeriods: async ({ query, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const asked = { ...query, today: todayOf(tenant) };
      return asTenant(db, tenant.id, (tx) => flowPeriods(tx, asked));
    },
    getMigration: async ({ query, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const today = todayOf(tenant);
      return asTenant(db, tenant.id, async (tx) => {
        const plan = (await planOf(context, tx, tenant))?.plan;
        return migrationReport(tx, { ...query, today, plan });
      });
    },
    getValueReport: async ({ query, caller }) => {
      const { tenant, found } = await kept(caller.tenant, "value");
      return valueReportView(found, { query, currency: tenant.currency });
    },
    getForecast: async ({ query: { locale }, caller }) => {
      const { tenant, found } = await kept(caller.tenant, "forecast");
      return forecastView(found, { locale, currency: tenant.currency });
    },
    getCohorts: async ({ query: { by }, caller }) => {
      const { tenant, found } = await kept(caller.tenant, "cohorts");
      return cohortsView(found, { by, currency: tenant.currency });
    },
    getPareto: async ({ caller }) => {
      const { tenant, found } = await kept(caller.tenant, "pareto");
      return paretoView(found, tenant.currency);
    },
    getRfm: async ({ caller }) => {
      const { tenant, found } = await kept(caller.tenant, "rfm");
      return rfmView(found, tenant.currency);
    },
    refreshReport: ({ caller }) => refreshLines(context, caller.tenant, underWay),
  };
}

async function* refreshLines(
  context: ServerContext,
  number: number,
  underWay: Set<number>,
): AsyncGenerator<RefreshLine> {
  if (underWay.has(number)) {
    const detail = {
      sv: "Rapporterna räknas om just nu. Vänta tills de är klara.",
      en: "Somebody is having the reports made just now. Wait until they are done.",
    };
    throw new HttpProblem(409, "Under way", detail);
  }
  underWay.add(number);
  try {
    const refresh = refreshReports(context, await context.tenant(number));
    try {
      for (;;) {
        const next = await refresh.next();
        if (next.done) {
          yield { result: next.value };
          return;
        }
        yield { progress: next.value };
      }
    } finally {
      // Whoever is gone ends what was being done.
      await refresh.return({ asOf: "", madeAt: "" });
    }
  } finally {
    underWay.delete(number);
  }
}

function renewalsView(
  counts: readonly RenewalCount[],
  head: { readonly today: string; readonly currency: string },
): RenewalsView {
  const parts = WITHIN.map((to, index) => {
    const from = index === 0 ? 0 : (WITHIN[index - 1] ?? 0) + 1;
    return partOf(
      counts.filter(({ within }) => within === to),
      { from, to },
    );
  });
  return { ...head, parts, total: partOf(counts, { from: 0, to: WITHIN.at(-1) ?? 0 }) };
}

function partOf(
  counts: readonly RenewalCount[],
  days: { readonly from: number; readonly to: number },
): RenewalsView["total"] {
  const sum = (of: (count: RenewalCount) => number, state?: RenewalCount["state"]) =>
    counts
      .filter((each) => state === undefined || each.state === state)
      .reduce((total, each) => total + of(each), 0);
  const agreements = (each: RenewalCount) => each.agreements;
  return {
    ...days,
    agreements: sum(agreements),
    value: sum(({ value }) => value),
    renewed: sum(agreements, "renewed"),
    escalated: sum(agreements, "escalated"),
    inProgram: sum(agreements, "in-program"),
    waiting: sum(agreements, "none"),
    waitingValue: sum(({ value }) => value, "none"),
  };
}
