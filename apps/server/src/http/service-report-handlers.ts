import type { ServiceReportView } from "@perennial/api";
import {
  addDays,
  type ContactInitiative,
  localDateOf,
  type TeamReport,
} from "@perennial/lifecycle";
import { type CallFigures, serviceReport } from "@perennial/runtime";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";

/** How the service desk does (L-21 to L-24, D-38). */
export function serviceReportHandlers(context: ServerContext): Pick<Handlers, "getServiceReport"> {
  return {
    getServiceReport: async ({ query: { days, to: last }, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const to = last ?? addDays(localDateOf(context.clock.now(), tenant.timeZone), -1);
      const report = await serviceReport(context, tenant, { from: addDays(to, 1 - days), to });
      const { calls, callsBefore, teams, initiative, satisfaction } = report;
      const shares = new Map(calls.registration.teams.map((each) => [each.team, each.share]));
      return {
        ...{ days: report.days, before: report.before, currency: tenant.currency },
        ...{ calls: callsView(calls), callsBefore: callsView(callsBefore) },
        teams: teams.map((each) => teamView(each, shares.get(each.team))),
        initiative: initiativeView(initiative.after),
        initiativeBefore: initiativeView(initiative.before),
        satisfaction: satisfaction.map(({ survey, before, after, change = null, finding }) => ({
          survey,
          before: { count: before.count, mean: before.mean ?? null },
          after: { count: after.count, mean: after.mean ?? null },
          change: change && { value: change.value, low: change.low, high: change.high },
          finding,
        })),
      };
    },
  };
}

function callsView({ all, registration, transfers }: CallFigures): ServiceReportView["calls"] {
  const { calls, answered, unregistered, sold } = all;
  return {
    ...{ calls, answered, unregistered, sold },
    unregisteredShare: registration.share ?? null,
    transfers: transfers.transfers,
    transfersPerCall: transfers.perCall ?? null,
    severalTimes: transfers.severalTimes,
    withoutNote: transfers.withoutNote,
    waited: all.incoming > 0 ? all.waited / all.incoming : null,
    talked: answered > 0 ? all.talked / answered : null,
  };
}

function teamView(
  { team, calls, sold, goals, conflict, ...means }: TeamReport,
  unregisteredShare: number | undefined,
): ServiceReportView["teams"][number] {
  return {
    ...{ team, calls, sold, unregisteredShare: unregisteredShare ?? null },
    waited: means.waited ?? null,
    talked: means.talked ?? null,
    talkedSelling: means.talkedSelling ?? null,
    talkedOtherwise: means.talkedOtherwise ?? null,
    goals: goals
      ? {
          callLength: goals.callLength ?? null,
          waiting: goals.waiting ?? null,
          sales: goals.sales ?? null,
          currency: goals.currency,
        }
      : null,
    conflict: conflict ? { kind: conflict.kind, sentence: conflict.sentence } : null,
  };
}

function initiativeView({
  proactive,
  reactive,
  share,
}: ContactInitiative): ServiceReportView["initiative"] {
  return { proactive, reactive, share: share ?? null };
}
