export { createSalesforce, createSalesforce as default } from "./salesforce-connector.ts";
export { API_VERSION, SalesforceApp } from "./salesforce-credentials.ts";
export { SalesforceSettings } from "./salesforce-settings.ts";
