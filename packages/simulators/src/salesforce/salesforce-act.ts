import type { Values } from "./record/record.ts";

/** Something our app did in an org and Salesforce accepted. */
export type SalesforceAct = { readonly orgId: string } & (
  | { readonly act: "connect"; readonly userId: string; readonly scopes: readonly string[] }
  | { readonly act: "refresh"; readonly userId: string }
  | { readonly act: "revoke" }
  | {
      readonly act: "create" | "update";
      readonly type: string;
      readonly id: string;
      /** As the app wrote them. */
      readonly values: Values;
      /** What the app named itself. */
      readonly client?: string;
    }
  | { readonly act: "delete"; readonly type: string; readonly id: string }
  | {
      readonly act: "bulk";
      readonly jobId: string;
      readonly operation: string;
      readonly type: string;
    }
);
