import type { ContactabilityView } from "@perennial/api";
import type { Contactability, NoticeStanding } from "@perennial/lifecycle";
import { readContactability } from "@perennial/runtime";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { notFound } from "./problem.ts";

/** How a customer may be contacted, by the policy that programs' messages are judged by. */
export function contactabilityHandlers(
  context: ServerContext,
): Pick<Handlers, "getContactability"> {
  const { id: pack, title } = context.rulePack;
  return {
    getContactability: async ({ params: { id: customerId }, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const asOf = context.clock.now();
      const found = await readContactability(context, { tenant, customerId });
      if (!found) throw notFound("customer", customerId);
      return {
        ...{ customerId, asOf, rulePack: { id: pack, title } },
        ways: found.ways.flatMap(wayView),
        notices: found.notices.flatMap(noticeView),
      };
    },
  };
}

function wayView(way: Contactability): ContactabilityView["ways"] {
  const { channel, when, verdict, basis = null, from = null, until = null, sentence } = way;
  if (way.class === "statutory") return [];
  const reason = verdict.verdict === "send" ? null : verdict.reason;
  return [{ channel, class: way.class, when, reason, basis, from, until, sentence }];
}

function noticeView(notice: NoticeStanding): ContactabilityView["notices"] {
  const { agreementId, state, window, sentence } = notice;
  if (state === "none") return [];
  const firstDate = window?.firstDate ?? null;
  const lastDate = window?.lastDate ?? null;
  return [{ agreementId, state, firstDate, lastDate, sentence }];
}
