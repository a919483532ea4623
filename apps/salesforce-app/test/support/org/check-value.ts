import { SaveError } from "./org-error.ts";
import type { OrgField } from "./org-schema.ts";

/** A value of a field, as JSON has it. */
export type FieldValue = string | number | boolean | null;

/** Gives a value as the org keeps it. Throws a `SaveError` in Salesforce's words where it cannot be kept. */
export function checkValue(field: OrgField, value: FieldValue): FieldValue {
  if (value === null || value === "") {
    if (field.isRequired)
      throw new SaveError(
        "REQUIRED_FIELD_MISSING",
        `Required fields are missing: [${field.apiName}]`,
        field.apiName,
      );
    return field.type === "Checkbox" ? false : null;
  }
  const check = CHECKS[field.type];
  if (!check) throw new Error(`fields of type ${field.type} cannot be saved here yet`);
  return check(field, value);
}

type Check = (field: OrgField, value: string | number | boolean) => FieldValue;

const CHECKS: Readonly<Record<string, Check>> = {
  Text: checkText,
  Url: checkText,
  LongTextArea: checkText,
  Lookup: checkText,
  MasterDetail: checkText,
  Picklist: checkChoice,
  Number: checkNumber,
  Percent: checkNumber,
  Checkbox: (field, value) => {
    if (typeof value !== "boolean") throw wrongType(field, value, "xsd:boolean");
    return value;
  },
  Date: (field, value) => checkForm(field, value, /^\d{4}-\d{2}-\d{2}$/, "xsd:date"),
  DateTime: (field, value) =>
    checkForm(field, value, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/, "xsd:dateTime"),
  Time: (field, value) => {
    const form = /^([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{3})?)?Z?$/;
    const text = checkForm(field, value, form, "xsd:time");
    const [hours, minutes] = text.split(":");
    return `${hours}:${minutes}:00.000Z`;
  },
};

function checkText(field: OrgField, value: string | number | boolean): FieldValue {
  if (typeof value !== "string") throw wrongType(field, value, "xsd:string");
  const { length, label, apiName } = field;
  if (length !== undefined && value.length > length)
    throw new SaveError(
      "STRING_TOO_LONG",
      `${label}: data value too large: ${value} (max length=${length})`,
      apiName,
    );
  return value;
}

function checkChoice(field: OrgField, value: string | number | boolean): FieldValue {
  const { choices, label, apiName } = field;
  if (!choices.some((each) => each.value === value))
    throw new SaveError(
      "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
      `${label}: bad value for restricted picklist field: ${value}`,
      apiName,
    );
  return value;
}

function checkNumber(field: OrgField, value: string | number | boolean): FieldValue {
  const { precision = 18, scale = 0, label, apiName } = field;
  const number = typeof value === "boolean" ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) throw wrongType(field, value, "xsd:double");
  if (Math.abs(number) >= 10 ** (precision - scale))
    throw new SaveError(
      "NUMBER_OUTSIDE_VALID_RANGE",
      `${label}: value outside of valid range on numeric field: ${value}`,
      apiName,
    );
  return Math.round(number * 10 ** scale) / 10 ** scale;
}

function checkForm(
  field: OrgField,
  value: string | number | boolean,
  form: RegExp,
  type: string,
): string {
  if (typeof value !== "string" || !form.test(value)) throw wrongType(field, value, type);
  return value;
}

function wrongType(field: OrgField, value: unknown, type: string): SaveError {
  return new SaveError(
    "JSON_PARSER_ERROR",
    `Cannot deserialize instance of ${type.replace("xsd:", "")} from VALUE ${value}`,
    field.apiName,
  );
}
