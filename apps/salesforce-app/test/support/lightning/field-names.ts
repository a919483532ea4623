/** A field as it is imported from `@salesforce/schema`, or its name with its object's: `Object.Field`. */
export type FieldId =
  | string
  | { readonly objectApiName: string; readonly fieldApiName: string }
  | undefined;

/** `Object.Field`. Throws for what Lightning Data Service takes for no field. */
export function qualifiedName(field: unknown): string {
  if (typeof field === "string" && /^\w+\.\w+$/.test(field)) return field;
  if (typeof field === "object" && field !== null && "fieldApiName" in field) {
    const { objectApiName, fieldApiName } = { objectApiName: "", ...field };
    return `${objectApiName}.${fieldApiName}`;
  }
  throw new TypeError(`${JSON.stringify(field)} is no field: import it, or write Object.Field`);
}

/** Names of a list of fields, or nothing where there is none. */
export function qualifiedNames(fields: unknown): readonly string[] | undefined {
  if (fields === undefined) return undefined;
  return (Array.isArray(fields) ? fields : [fields]).map(qualifiedName);
}
