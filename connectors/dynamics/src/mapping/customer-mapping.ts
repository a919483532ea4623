import { type Candidate, understand } from "@perennial/connector-kit";
import { type Instant, PHASES, type Understanding, VALUE_CLASSES } from "@perennial/contract";
import type { DynamicsRow } from "../dynamics-client.ts";
import { ColumnReader } from "./column-reader.ts";
import { mapConsents } from "./consent-mapping.ts";
import { customerIdOf, type RowRef } from "./customer-id.ts";
import type { MappingContext } from "./mapping-context.ts";
import { lookupOf, versionOf } from "./row-value.ts";

/** Whether a row is active, by number. */
export const STATE = "statecode";
/** Whether it was merged into another (learn.microsoft.com, "Contact table/entity reference"). */
export const MERGED = "merged";
/** Which other it was merged into. */
export const MASTER = "masterid";
/** What an account is called; a contact has no such column. */
export const ACCOUNT_NAME = "name";
const INACTIVE = 1;
const FOR_GOOD: Instant = "9999-12-31T00:00:00.000Z";

/** Says that a customer is no longer there. Pure; `mark` tells this deletion from another of the same customer. */
export function mapGoneCustomer(
  customerId: string,
  { at, mark }: { readonly at: Instant; readonly mark: string },
): Candidate {
  const about = `customer ${customerId}`;
  const signal = {
    type: "customer.deleted",
    id: `customer:${customerId}:deleted:${mark}`,
    at,
    customerId,
  };
  return { place: about, about, signal };
}

/** The id of the row that a row was merged into. */
export function masterOf(row: DynamicsRow): string | undefined {
  return row[MERGED] === true ? lookupOf(row, MASTER)?.id.toLowerCase() : undefined;
}

/**
 * A row as a customer, and what it says of consent; one that was merged is told as merged. One that is inactive is paused for good and not
 * called, until somebody makes it active again. Pure: the same row gives the same signals under the same ids.
 */
export function mapCustomer(
  row: DynamicsRow,
  place: RowRef,
  context: MappingContext,
): Understanding {
  const id = customerIdOf(place);
  const about = `${place.table} ${place.id}`;
  const read = new ColumnReader(about, row, context);
  const updatedAt = read.instant("modifiedon");
  const master = masterOf(row);
  if (master !== undefined) {
    const into = customerIdOf({ table: place.table, id: master });
    const told = { type: "customer.merged", id: `customer:${id}:merged:${into}`, at: updatedAt };
    return understand([{ place: about, about, signal: { ...told, customerId: id, into } }]);
  }
  const parts = { name: `${place.table} ${place.id}`, ...customerParts(row, read, context) };
  const customer = Object.fromEntries(
    Object.entries({ id, ...parts, updatedAt }).filter(([, value]) => value !== undefined),
  );
  const signalId = `customer:${id}:${versionOf(row)}:${context.fingerprint}`;
  const signal = { type: "customer.changed", id: signalId, at: updatedAt, customer };
  const consents = mapConsents((column) => read.raw(column), context.settings.consents, {
    ...{ customerId: id, at: updatedAt },
  });
  return understand([{ place: about, about, signal }, ...consents, ...read.problems]);
}

function customerParts(row: DynamicsRow, read: ColumnReader, context: MappingContext) {
  const { customers: names } = context.settings;
  const isInactive = row[STATE] === INACTIVE;
  const [firstName, lastName] = [read.text(names.firstName), read.text(names.lastName)];
  const email = read.email(names.email);
  const full = [firstName, lastName].filter((part) => part !== undefined).join(" ");
  const name = full || read.text(ACCOUNT_NAME) || email;
  const address = names.postalAddress.map((column) => read.text(column));
  const owner = read.raw(names.owner);
  return {
    ...(name !== undefined && { name }),
    ...{ firstName, lastName, email },
    mobile: read.phone(names.mobile),
    phone: read.phone(names.phone),
    postalAddress: address.filter((part) => part !== undefined).join(", ") || undefined,
    doNotCall: isInactive || read.boolean(names.doNotCall),
    locale: languageOf(read.text(names.language)),
    segment: read.text(names.segment),
    tier: read.text(names.tier),
    phase: read.choice(names.phase, PHASES),
    valueClass: read.choice(names.valueClass, VALUE_CLASSES),
    pausedUntil: isInactive ? FOR_GOOD : read.instant(names.pausedUntil),
    customerSince: read.date(names.customerSince),
    owner: owner === undefined ? undefined : (context.ownerName(owner) ?? owner),
    attributes: read.attributesFrom(names.attributes),
  };
}

/** Such as `sv` or `en-US`; a language that is none is left to the default. */
function languageOf(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : Intl.getCanonicalLocales(text.replaceAll("_", "-"))[0];
  } catch {
    return undefined;
  }
}
