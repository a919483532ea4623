import { refused } from "./dml-refusal.ts";
import type { SObjectRecord, Values } from "./record.ts";

/** A status that members of a campaign may have. */
export interface MemberStatus {
  readonly label: string;
  readonly hasResponded: boolean;
  readonly isDefault: boolean;
}

/** What a type's own rules look at. */
export interface TypeRuleContext {
  /** The statuses that a campaign's members may have. */
  memberStatuses(campaignId: string): readonly MemberStatus[];
  /** Whether somebody is a member of a campaign already. */
  isMember(campaignId: string, who: "ContactId" | "LeadId", id: string): boolean;
  find(id: string): SObjectRecord | undefined;
}

type TypeRule = (after: Values, before: Values | undefined, context: TypeRuleContext) => void;

const RULES: Readonly<Record<string, TypeRule>> = {
  Asset: (after) => {
    if (isNone(after.AccountId) && isNone(after.ContactId))
      throw refused(
        "FIELD_INTEGRITY_EXCEPTION",
        "Every asset needs an account, a contact, or both.",
        ["AccountId", "ContactId"],
      );
  },
  CampaignMember: (after, before, { memberStatuses, isMember }) => {
    if (isNone(after.ContactId) && isNone(after.LeadId))
      throw refused("REQUIRED_FIELD_MISSING", "Required fields are missing: [ContactId]", [
        "ContactId",
      ]);
    for (const who of ["ContactId", "LeadId"] as const) {
      const id = after[who];
      if (before !== undefined || typeof id !== "string") continue;
      if (isMember(String(after.CampaignId), who, id))
        throw refused("DUPLICATE_VALUE", "Already a campaign member.");
    }
    if (after.Status === before?.Status) return;
    const statuses = memberStatuses(String(after.CampaignId));
    if (statuses.some(({ label }) => label === after.Status)) return;
    throw refused(
      "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
      `Status: bad value for restricted picklist field: ${after.Status}`,
      ["Status"],
    );
  },
  Contract: (after, before) => {
    if (before === undefined && after.Status === "Activated")
      throw refused(
        "FAILED_ACTIVATION",
        "Choose a valid contract status and save your changes. Ask your admin for details.",
        ["Status"],
      );
    const isEarly = after.Status === "Draft" || after.Status === "In Approval Process";
    if ((before?.ActivatedDate ?? null) !== null && isEarly)
      throw refused(
        "INVALID_STATUS",
        "Once activated, a contract cannot return to an earlier status.",
        ["Status"],
      );
  },
  Task: (after, _before, { find }) => {
    const who = typeof after.WhoId === "string" ? find(after.WhoId) : undefined;
    if (who?.type.name === "Lead" && !isNone(after.WhatId))
      throw refused(
        "FIELD_INTEGRITY_EXCEPTION",
        "Related To: A lead cannot have a related-to record.",
        ["WhatId"],
      );
    const what = typeof after.WhatId === "string" ? find(after.WhatId) : undefined;
    if (what !== undefined && !what.type.hasActivities)
      throw refused("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", []);
  },
};

/** Refuses what a type's own rules do not allow. */
export function checkTypeRules(
  typeName: string,
  write: { after: Values; before: Values | undefined },
  context: TypeRuleContext,
): void {
  RULES[typeName]?.(write.after, write.before, context);
}

function isNone(value: Values[string] | undefined): boolean {
  return (value ?? null) === null;
}
