/** A strict, stateful Salesforce: OAuth, the REST and bulk APIs and change data capture, for one app and many orgs. */
export type { SalesforceConsent, SalesforceConsentRequest } from "./account/authorize.ts";
export type { TokenFamily } from "./account/token-office.ts";
export type { SalesforceTrouble } from "./api/trouble.ts";
export type { ChangeEventHeader, ChangePayload } from "./delivery/change-events.ts";
export type { EventBus } from "./delivery/event-bus.ts";
export type { EditionName } from "./org/edition.ts";
export type { Org } from "./org/org.ts";
export type { CurrencySketch, OrgOptions, OrgUserSketch } from "./org/org-options.ts";
export type { OrgStaff } from "./org/org-staff.ts";
export type { Permissions as OrgPermissions } from "./org/permissions.ts";
export type { DuplicateRule, Trigger as SaveTrigger, ValidationRule } from "./record/org-rules.ts";
export type { SObjectRecord, Values as SalesforceValues } from "./record/record.ts";
export * from "./salesforce.ts";
export type { SalesforceAct } from "./salesforce-act.ts";
export type { SalesforceApp, SalesforceOptions } from "./salesforce-options.ts";
export type { FieldSketch as SalesforceFieldSketch } from "./schema/field.ts";
export type { StageMeaning } from "./schema/sales-objects.ts";
