import STATUS from "@salesforce/schema/Perennial_Status__c";

/** What names of this package begin with in the org: nothing where the source was deployed without a namespace. */
const PREFIX = STATUS.objectApiName.replace(/Perennial_Status__c$/, "");

/** The name that something of this package has in the org, such as a list view or a child relationship. */
export function ownName(name) {
  return `${PREFIX}${name}`;
}

/** Fields as list adapters ask for them: `Object__c.Field__c`. */
export function qualified(fields) {
  return fields.map(({ objectApiName, fieldApiName }) => `${objectApiName}.${fieldApiName}`);
}
