import type { Agreement } from "@perennial/contract";
import {
  type Contactability,
  contactabilities,
  type NoticeStanding,
  noticeStanding,
} from "@perennial/lifecycle";
import { agreementsOf, asTenant } from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";
import { type ContactAsked, loadContactSubject } from "./contact-subject.ts";

/** How a customer may be contacted today, and where the notices about agreements stand (product.md 2, item 9). */
export interface CustomerContactability {
  readonly ways: readonly Contactability[];
  /** Of the company's agreements that run and that the law asks for a notice about. */
  readonly notices: readonly NoticeStanding[];
}

/** Says how a customer may be contacted, by the rules that hold for the tenant; nothing for one who is not known. */
export function readContactability(
  context: Pick<RuntimeContext, "db" | "vault" | "rulePack" | "clock">,
  asked: ContactAsked,
): Promise<CustomerContactability | undefined> {
  return asTenant(context.db, asked.tenant.id, async (tx) => {
    const subject = await loadContactSubject(context, tx, asked);
    if (!subject) return undefined;
    const agreements = await agreementsOf(tx, [asked.customerId]);
    const notices = agreements.filter(isRunning).map((each) => noticeStanding(subject, each));
    return {
      ways: contactabilities(subject),
      notices: notices.filter(({ state }) => state !== "none"),
    };
  });
}

function isRunning({ status, end }: Agreement): boolean {
  return status === "active" && end !== undefined;
}
