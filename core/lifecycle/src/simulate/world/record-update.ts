import { Agreement, Attributes, type AttributeValue, Customer } from "@perennial/contract";

type Values = Readonly<Record<string, AttributeValue>>;

/** Fields that no program sets. */
const FIXED: ReadonlySet<string> = new Set(["id", "customerId", "attributes", "updatedAt"]);

/**
 * A customer with fields set as a CRM sets them: its own by name, all others among the attributes, `null`
 * empties one. The same one when nothing changes, or when a value does not fit its field.
 */
export function updateCustomer(customer: Customer, values: Values): Customer {
  const updated = withValues(customer, values, Customer.shape);
  const parsed = Customer.safeParse(updated);
  return updated !== undefined && parsed.success ? parsed.data : customer;
}

/** An agreement with fields set in the same way. */
export function updateAgreement(agreement: Agreement, values: Values): Agreement {
  const updated = withValues(agreement, values, Agreement.shape);
  const parsed = Agreement.safeParse(updated);
  return updated !== undefined && parsed.success ? parsed.data : agreement;
}

/** Nothing when all values are there already. */
function withValues(
  record: Customer | Agreement,
  values: Values,
  shape: object,
): Readonly<Record<string, unknown>> | undefined {
  const fields: Record<string, unknown> = { ...record };
  const attributes: Record<string, unknown> = { ...record.attributes };
  let isChanged = false;
  for (const [path, value] of Object.entries(values)) {
    const name = path.replace(/^attributes\./, "");
    const isOwn = name === path && Object.hasOwn(shape, name);
    if (isOwn && FIXED.has(name)) continue;
    if (set(isOwn ? fields : attributes, name, value)) isChanged = true;
  }
  if (!isChanged) return undefined;
  const kept = Attributes.safeParse(attributes);
  return { ...fields, attributes: kept.success ? kept.data : record.attributes };
}

/** Says whether it was another value before. */
function set(target: Record<string, unknown>, name: string, value: AttributeValue): boolean {
  if ((target[name] ?? null) === value) return false;
  if (value === null) delete target[name];
  else target[name] = value;
  return true;
}
