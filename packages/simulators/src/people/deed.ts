import type { Instant } from "@perennial/contract";

/** Something a person does, or staff for a person. Plain data, so that it survives a restart. */
export type Deed =
  | {
      readonly kind: "order";
      readonly customerId: string;
      readonly agreementId: string;
      readonly channel: "web" | "sms" | "phone" | "customer-service";
    }
  | {
      readonly kind: "text";
      readonly customerId: string;
      readonly from: string;
      readonly to: string;
      readonly message: string;
      /** Left unsent when this agreement is renewed, or this order accepted, by then. */
      readonly about?: string;
    }
  | { readonly kind: "accept"; readonly customerId: string; readonly orderId: string }
  | { readonly kind: "sign"; readonly customerId: string; readonly orderId: string }
  | { readonly kind: "buy"; readonly customerId: string; readonly purchaseId: string }
  | { readonly kind: "leave-club"; readonly customerId: string };

/** A deed and when it will be done. */
export interface Plan {
  readonly due: Instant;
  readonly deed: Deed;
}

/** Draws a number from 0 to 1 for one question; the same question always gets the same answer. */
export type Draw = (question: string) => number;
