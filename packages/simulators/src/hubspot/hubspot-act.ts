import type { Values } from "./record/record.ts";

/** Something the app did in a portal and HubSpot accepted. */
export type HubspotAct = { readonly portalId: number } & (
  | { readonly act: "install"; readonly scopes: readonly string[] }
  | { readonly act: "uninstall" }
  | {
      readonly act: "create" | "update";
      readonly objectType: string;
      readonly id: string;
      readonly properties: Values;
      /** The row of a batch, as the app named it. */
      readonly traceId?: string;
    }
  | { readonly act: "archive"; readonly objectType: string; readonly id: string }
  | {
      readonly act: "associate" | "dissociate";
      readonly from: string;
      readonly fromId: string;
      readonly to: string;
      readonly toId: string;
      readonly typeId: number;
    }
  | {
      readonly act: "property" | "property-group";
      readonly objectType: string;
      readonly name: string;
    }
  | { readonly act: "schema"; readonly name: string }
  | {
      readonly act: "consent";
      readonly email: string;
      /** Nothing for all of them at once. */
      readonly subscriptionId?: number;
      readonly status: string;
      readonly legalBasis?: string;
      readonly explanation?: string;
    }
  | {
      readonly act: "callback";
      readonly callbackId: string;
      readonly outputFields: Readonly<Record<string, unknown>>;
    }
);
