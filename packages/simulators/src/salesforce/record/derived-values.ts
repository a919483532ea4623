import { plusDays, plusMonths } from "../../time/zone.ts";
import type { FieldValue } from "../schema/field.ts";
import type { StageMeaning } from "../schema/sales-objects.ts";
import type { SObjectRecord, Values } from "./record.ts";
import type { TypeRuleContext } from "./type-rules.ts";

/** What follows from what is written. */
export interface DeriveContext {
  readonly stages: readonly StageMeaning[];
  readonly now: string;
  /** The record that a reference leads to. */
  find(id: FieldValue): SObjectRecord | undefined;
  readonly memberStatuses: TypeRuleContext["memberStatuses"];
}

type Derive = (
  after: Values,
  before: Values | undefined,
  context: DeriveContext,
) => Record<string, FieldValue>;

const CLOSED_TASK = "Completed";
const CLOSED_CASE = "Closed";
const STATUS_CODES: Readonly<Record<string, string>> = {
  Draft: "Draft",
  "In Approval Process": "InApproval",
  Activated: "Activated",
  Terminated: "Terminated",
  Expired: "Expired",
};

const DERIVED: Readonly<Record<string, Derive>> = {
  Account: (after) => (after.IsPersonAccount === true ? { Name: fullName(after) } : {}),
  Contact: (after) => ({
    Name: fullName(after),
    IsEmailBounced: (after.EmailBouncedDate ?? null) !== null,
  }),
  Lead: (after) => ({ Name: fullName(after) }),
  Individual: (after) => ({ Name: fullName(after) }),
  Opportunity: opportunityValues,
  OpportunityLineItem: lineValues,
  OrderItem: lineValues,
  Contract: (after, before, { now }) => ({
    EndDate: contractEnd(after.StartDate ?? null, after.ContractTerm ?? null),
    StatusCode: STATUS_CODES[String(after.Status)] ?? "Draft",
    ActivatedDate: activatedAt(after, before, now),
  }),
  Order: (after, before, { now }) => ({
    StatusCode: STATUS_CODES[String(after.Status)] ?? "Draft",
    ActivatedDate: activatedAt(after, before, now),
    TotalAmount: after.TotalAmount ?? 0,
  }),
  Task: (after, before, context) => {
    const isClosed = after.Status === CLOSED_TASK;
    const completed = before?.CompletedDateTime ?? context.now;
    return {
      IsClosed: isClosed,
      CompletedDateTime: isClosed ? completed : null,
      AccountId: accountOfActivity(after, context),
    };
  },
  Event: (after, _before, context) => ({ AccountId: accountOfActivity(after, context) }),
  Case: (after, before, { now }) => {
    const isClosed = after.Status === CLOSED_CASE;
    return { IsClosed: isClosed, ClosedDate: isClosed ? (before?.ClosedDate ?? now) : null };
  },
  CampaignMember: (after, before, { find, memberStatuses, now }) => {
    const who = find(after.ContactId ?? after.LeadId ?? null);
    const statuses = memberStatuses(String(after.CampaignId));
    const status = statuses.find(({ label, isDefault }) =>
      (after.Status ?? null) === null ? isDefault : label === after.Status,
    );
    const responded = status?.hasResponded ?? false;
    return {
      Name: who?.values.Name ?? null,
      ...{ Status: status?.label ?? after.Status ?? null, HasResponded: responded },
      FirstRespondedDate: responded ? (before?.FirstRespondedDate ?? now.slice(0, 10)) : null,
    };
  },
};

/** The values that Salesforce sets beside those written. */
export function derivedValues(
  typeName: string,
  write: { after: Values; before: Values | undefined },
  context: DeriveContext,
): Record<string, FieldValue> {
  return DERIVED[typeName]?.(write.after, write.before, context) ?? {};
}

/** The last day of a contract that runs for so many months from a day. */
export function contractEnd(start: FieldValue, term: FieldValue): string | null {
  if (typeof start !== "string" || typeof term !== "number") return null;
  const end = plusMonths(start, term);
  // A month that is too short ends the contract with its last day.
  return end.slice(8) === start.slice(8) ? plusDays(end, -1) : end;
}

function fullName(values: Values): string {
  return [values.FirstName, values.LastName].filter((one) => typeof one === "string").join(" ");
}

function opportunityValues(
  after: Values,
  before: Values | undefined,
  { stages, now }: DeriveContext,
): Record<string, FieldValue> {
  const stage = stages.find(({ name }) => name === after.StageName);
  const moved = before?.StageName !== after.StageName;
  const isNewStage = moved && before !== undefined;
  const isGiven = after.Probability !== before?.Probability && (after.Probability ?? null) !== null;
  return {
    IsClosed: stage?.isClosed ?? false,
    IsWon: stage?.isWon ?? false,
    ForecastCategory: stage?.isWon ? "Closed" : stage?.isClosed ? "Omitted" : "Pipeline",
    Probability: moved && !isGiven ? (stage?.probability ?? 0) : (after.Probability ?? 0),
    HasOpportunityLineItem: after.HasOpportunityLineItem ?? false,
    LastStageChangeDate: isNewStage ? now : (before?.LastStageChangeDate ?? null),
  };
}

function lineValues(after: Values): Record<string, FieldValue> {
  const [quantity, price] = [Number(after.Quantity ?? 0), Number(after.UnitPrice ?? 0)];
  return { TotalPrice: Number((quantity * price).toFixed(2)) };
}

function activatedAt(after: Values, before: Values | undefined, now: string): FieldValue {
  return after.Status === "Activated"
    ? (before?.ActivatedDate ?? now)
    : (before?.ActivatedDate ?? null);
}

function accountOfActivity(after: Values, { find }: DeriveContext): FieldValue {
  const what = find(after.WhatId ?? null);
  if (what?.type.name === "Account") return what.id;
  const related = what?.values.AccountId ?? find(after.WhoId ?? null)?.values.AccountId;
  return related ?? null;
}
