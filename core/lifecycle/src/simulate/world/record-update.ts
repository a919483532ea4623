import { Agreement, Attributes, type AttributeValue, Customer } from "@perennial/contract";

type Values = Readonly<Record<string, AttributeValue>>;

/** Fields that no program sets. */
const FIXED: ReadonlySet<string> = new Set(["id", "customerId", "attributes", "updatedAt"]);

/**
 * A customer with fields set as a CRM sets them: its own by name, all others among the attributes, `null`
 * empties one. A value that the field cannot take leaves it as it is.
 */
export function updateCustomer(customer: Customer, values: Values): Customer {
  const updated = withValues(customer, values, Customer.shape);
  const parsed = Customer.safeParse(updated);
  return parsed.success ? parsed.data : customer;
}

/** An agreement with fields set in the same way. */
export function updateAgreement(agreement: Agreement, values: Values): Agreement {
  const updated = withValues(agreement, values, Agreement.shape);
  const parsed = Agreement.safeParse(updated);
  return parsed.success ? parsed.data : agreement;
}

function withValues(
  record: Customer | Agreement,
  values: Values,
  shape: object,
): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = { ...record };
  const attributes: Record<string, AttributeValue> = { ...record.attributes };
  for (const [path, value] of Object.entries(values)) {
    const name = path.replace(/^attributes\./, "");
    const own = name === path && Object.hasOwn(shape, name);
    if (own && !FIXED.has(name)) set(fields, name, value);
    else if (!own) set(attributes, name, value);
  }
  const kept = Attributes.safeParse(attributes);
  return { ...fields, attributes: kept.success ? kept.data : record.attributes };
}

function set(target: Record<string, unknown>, name: string, value: AttributeValue): void {
  if (value === null) delete target[name];
  else target[name] = value;
}
