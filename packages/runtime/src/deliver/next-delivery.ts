/** When the outbox must be looked at next. */
export { nextDelivery } from "@perennial/store";
