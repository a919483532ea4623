import type { TableBook } from "../metadata/table-book.ts";
import type { WriteManner } from "../record/desk-options.ts";
import type { RowDesk } from "../record/row-desk.ts";
import type { Values } from "../record/value.ts";
import type { Security } from "./security.ts";

/** The rows that an organisation has from its first day, by what they are. */
export interface FirstRows {
  readonly businessUnit: string;
  readonly currency: string;
  readonly organization: string;
  /** The service itself. */
  readonly system: string;
  readonly administrator: string;
  readonly administratorRole: string;
}

/** The messages that steps can be registered on. */
const MESSAGES = ["Create", "Update", "Delete", "Merge"] as const;

/** Makes the rows that every organisation begins with. */
export function firstRows(
  desk: RowDesk,
  book: TableBook,
  what: {
    readonly name: string;
    readonly currency: string;
    readonly changeTrackingDays: number;
    readonly security: Security;
  },
): FirstRows {
  const system = desk.newId();
  const manner: WriteManner = {
    byService: true,
    writer: { userId: system, correlationId: system, depth: 1 },
  };
  const make = (table: string, values: Values, id?: string) =>
    desk.create(book.need(table), values, manner, id ?? desk.newId()).id;
  const businessUnit = make("businessunit", { name: what.name });
  const businessunitid = { table: "businessunit", id: businessUnit };
  make("systemuser", { firstname: "", lastname: "SYSTEM", businessunitid, accessmode: 3 }, system);
  const administrator = make("systemuser", {
    firstname: "Ada",
    lastname: "Admin",
    internalemailaddress: "ada@example.com",
    businessunitid,
  });
  const currency = make("transactioncurrency", {
    currencyname: what.currency,
    isocurrencycode: what.currency,
    exchangerate: 1,
  });
  const organization = make("organization", {
    name: what.name,
    languagecode: 1033,
    expirechangetrackingindays: what.changeTrackingDays,
    basecurrencyid: { table: "transactioncurrency", id: currency },
  });
  const administratorRole = make("role", { name: "System Administrator", businessunitid });
  what.security.define(administratorRole, "all");
  for (const user of [system, administrator]) what.security.assign(user, administratorRole);
  for (const name of MESSAGES) {
    const sdkmessageid = { table: "sdkmessage", id: make("sdkmessage", { name }) };
    for (const table of book.all)
      make("sdkmessagefilter", {
        name: table.name,
        primaryobjecttypecode: table.name,
        sdkmessageid,
      });
  }
  return { businessUnit, currency, organization, system, administrator, administratorRole };
}
