import { isDeepStrictEqual } from "node:util";
import { Agreement, type AttributeValue, Customer } from "@perennial/contract";

/** Names of the company's own fields that may be set without `attributes.` in front. */
export interface CustomFields {
  readonly customer: readonly string[];
  readonly agreement: readonly string[];
}

/** A changed record, the same one when nothing changes, or why the values are refused. */
export type FieldUpdate<T> = { readonly record: T } | { readonly refused: string };

type Values = Readonly<Record<string, AttributeValue>>;
const FIXED = ["id", "customerId", "attributes", "updatedAt"];
const ATTRIBUTE = /^attributes\.([a-zA-Z][a-zA-Z0-9_]*)$/;

/** Sets fields of a customer; `null` empties one. */
export function updateCustomer(
  customer: Customer,
  values: Values,
  custom: CustomFields,
): FieldUpdate<Customer> {
  const draft = setFields(customer, values, Object.keys(Customer.shape), custom.customer);
  if ("refused" in draft) return draft;
  const parsed = Customer.safeParse(draft.record);
  if (!parsed.success) return { refused: firstIssue(parsed.error) };
  return { record: isDeepStrictEqual(parsed.data, customer) ? customer : parsed.data };
}

/** Sets fields of an agreement; `null` empties one. */
export function updateAgreement(
  agreement: Agreement,
  values: Values,
  custom: CustomFields,
): FieldUpdate<Agreement> {
  const draft = setFields(agreement, values, Object.keys(Agreement.shape), custom.agreement);
  if ("refused" in draft) return draft;
  const parsed = Agreement.safeParse(draft.record);
  if (!parsed.success) return { refused: firstIssue(parsed.error) };
  return { record: isDeepStrictEqual(parsed.data, agreement) ? agreement : parsed.data };
}

interface Draft {
  readonly record: Record<string, unknown>;
}

function setFields(
  record: Customer | Agreement,
  values: Values,
  known: readonly string[],
  custom: readonly string[],
): Draft | { readonly refused: string } {
  const fields: Record<string, unknown> = { ...record };
  const attributes: Record<string, AttributeValue> = { ...record.attributes };
  for (const [name, value] of Object.entries(values)) {
    const attribute = ATTRIBUTE.exec(name)?.[1] ?? (custom.includes(name) ? name : undefined);
    if (attribute !== undefined) setOrDelete(attributes, attribute, value);
    else if (known.includes(name) && !FIXED.includes(name)) setOrDelete(fields, name, value);
    else return { refused: `unknown field ${name}` };
  }
  return { record: { ...fields, attributes } };
}

function setOrDelete(target: Record<string, unknown>, name: string, value: AttributeValue): void {
  if (value === null) delete target[name];
  else target[name] = value;
}

function firstIssue(error: {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}): string {
  const issue = error.issues[0];
  return `${issue?.path.map(String).join(".")}: ${issue?.message ?? "invalid"}`;
}
