import type { Values } from "./record/value.ts";

/** Something the app did and Dataverse accepted. */
export type DataverseAct =
  | {
      readonly act: "create" | "update";
      /** The logical name of the table. */
      readonly table: string;
      readonly id: string;
      /** What was written, lookups as references. */
      readonly values: Values;
    }
  | { readonly act: "delete"; readonly table: string; readonly id: string }
  | { readonly act: "merge"; readonly table: string; readonly id: string; readonly from: string }
  | { readonly act: "send-email"; readonly id: string }
  | {
      readonly act: "associate" | "dissociate";
      readonly what: string;
      readonly from: string;
      readonly to: string;
    };
