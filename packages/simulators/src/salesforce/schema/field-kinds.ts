import { type Field, type FieldSketch, field } from "./field.ts";

type More = Partial<Omit<FieldSketch, "name" | "type">>;

/** A line of text. */
export function text(name: string, length = 255, more: More = {}): Field {
  return field({ name, type: "string", length, ...more });
}

/** Several lines of text. */
export function longText(name: string, length = 32_000, more: More = {}): Field {
  return field({ name, type: "textarea", length, ...more });
}

/** An address for mail. */
export function email(name: string, more: More = {}): Field {
  return field({ name, type: "email", ...more });
}

/** A telephone number, which Salesforce takes as any text. */
export function phone(name: string, more: More = {}): Field {
  return field({ name, type: "phone", ...more });
}

/** Yes or no. */
export function flag(name: string, more: More = {}): Field {
  return field({ name, type: "boolean", ...more });
}

/** One of several values; `restrictedPicklist` in `more` refuses all others. */
export function choice(name: string, values: readonly string[], more: More = {}): Field {
  return field({ name, type: "picklist", picklistValues: values, ...more });
}

/** An amount in the record's currency. */
export function money(name: string, more: More = {}): Field {
  return field({ name, type: "currency", ...more });
}

/** A number with a fraction. */
export function decimal(name: string, more: More = {}): Field {
  return field({ name, type: "double", scale: 2, ...more });
}

/** A whole number. */
export function whole(name: string, more: More = {}): Field {
  return field({ name, type: "int", ...more });
}

/** A day without a zone. */
export function day(name: string, more: More = {}): Field {
  return field({ name, type: "date", ...more });
}

/** A moment. */
export function moment(name: string, more: More = {}): Field {
  return field({ name, type: "datetime", ...more });
}

/** The id of another record; `children` names the way back. */
export function link(
  name: string,
  to: string | readonly string[],
  more: More & { readonly children?: string } = {},
): Field {
  const { children, ...rest } = more;
  const referenceTo = typeof to === "string" ? [to] : to;
  const childRelationshipName = children ?? null;
  return field({ name, type: "reference", referenceTo, childRelationshipName, ...rest });
}

/** A field that Salesforce fills in. */
export const BY_SALESFORCE = { createable: false, updateable: false } as const;

/** A field that a new record must have. */
export const REQUIRED = { nillable: false } as const;
