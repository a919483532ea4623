export * from "./account/salesforce-tokens.ts";
export * from "./read/object-changes.ts";
export * from "./salesforce-client.ts";
export * from "./salesforce-credentials.ts";
export * from "./salesforce-errors.ts";
export * from "./soql/soql.ts";
export * from "./soql/soql-value.ts";
export * from "./write/save-records.ts";
