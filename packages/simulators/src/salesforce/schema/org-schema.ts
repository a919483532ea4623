import type { OrgProfile } from "../org/org-options.ts";
import type { Field } from "./field.ts";
import { BY_SALESFORCE, flag, link } from "./field-kinds.ts";
import { PEOPLE_OBJECTS, PERSON_FIELDS } from "./people-objects.ts";
import { ASSET, CONTRACT, ORDERS, SALES_OBJECTS } from "./sales-objects.ts";
import { Schema } from "./schema.ts";
import { CURRENCY_TYPE, PRIVACY_OBJECTS, SETUP_OBJECTS } from "./setup-objects.ts";
import type { SObjectSketch } from "./sobject-type.ts";
import { WORK_OBJECTS } from "./work-objects.ts";

/** The types of records that an org has by what is bought and switched on. */
export function orgSchema(profile: OrgProfile): Schema {
  const currencies = profile.currencies.map(({ isoCode }) => isoCode);
  const schema = new Schema(currencies);
  const optional: readonly (readonly [OrgProfile["without"][number], readonly SObjectSketch[]])[] =
    [
      ["Contract", [CONTRACT]],
      ["Order", ORDERS],
      ["Asset", [ASSET]],
    ];
  const bought = optional.filter(([name]) => !profile.without.includes(name));
  const sketches = [
    ...PEOPLE_OBJECTS,
    ...SALES_OBJECTS,
    ...bought.flatMap(([, list]) => list),
    ...WORK_OBJECTS,
    ...SETUP_OBJECTS,
    ...(currencies.length > 1 ? [CURRENCY_TYPE] : []),
    ...(profile.hasPrivacy ? PRIVACY_OBJECTS : []),
  ];
  for (const sketch of sketches) schema.define(sketch);
  if (profile.hasPrivacy)
    for (const name of ["Contact", "Lead"])
      addTo(schema, name, link("IndividualId", "Individual", { children: `${name}s` }));
  if (profile.personAccounts) addPersonFields(schema);
  schema.settle();
  return schema;
}

function addPersonFields(schema: Schema): void {
  const contact = schema.type("Contact");
  if (contact === undefined) return;
  for (const [name, contactName] of PERSON_FIELDS) {
    const twin = schema.field(contact, contactName);
    // A person's last name is required of the person, not of every account.
    if (twin !== undefined)
      addTo(schema, "Account", {
        ...twin,
        name,
        nillable: twin.type !== "boolean",
        childRelationshipName: null,
      });
  }
  addTo(schema, "Account", flag("IsPersonAccount", BY_SALESFORCE));
  addTo(schema, "Account", link("PersonContactId", "Contact", BY_SALESFORCE));
  addTo(schema, "Account", link("RecordTypeId", "RecordType"));
  addTo(schema, "Contact", flag("IsPersonAccount", BY_SALESFORCE));
}

function addTo(schema: Schema, typeName: string, made: Field): void {
  const type = schema.type(typeName);
  const { picklistValues, ...rest } = made;
  const values = picklistValues.map(({ value }) => value);
  if (type !== undefined) schema.addField(type, { ...rest, picklistValues: values });
}
