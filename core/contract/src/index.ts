/**
 * The shared words of Perennial: types and schemas, no behaviour.
 *
 * - **record**: what a tenant's CRM knows (customer, agreement, purchase, consent, interaction, offer, invitation,
 *   referral, redemption), and what we compute of a customer (standing).
 * - **signal**: what a connector tells us. A repeat has the same id.
 * - **command**: what we ask of a connector. A repeat has the same id.
 * - **receipt**: what came of a command.
 * - **connector**: a system we can talk with. A tenant's use of one is a connection.
 * - **event**: what we tell subscribers. A repeat has the same id.
 * - **port**: what the core needs from outside (clock, limiter, log, tokens, vault).
 */
export * from "./command/command.ts";
export * from "./command/receipt.ts";
export * from "./connector/app.ts";
export * from "./connector/connector.ts";
export * from "./connector/connector-error.ts";
export * from "./connector/listening.ts";
export * from "./connector/manifest.ts";
export * from "./connector/planned-visit.ts";
export * from "./connector/settings-page.ts";
export * from "./event/event.ts";
export * from "./port/clock.ts";
export * from "./port/limiter.ts";
export * from "./port/log.ts";
export * from "./port/token-store.ts";
export * from "./port/vault.ts";
export * from "./record/agreement.ts";
export * from "./record/consent.ts";
export * from "./record/customer.ts";
export * from "./record/interaction.ts";
export * from "./record/invitation.ts";
export * from "./record/offer.ts";
export * from "./record/purchase.ts";
export * from "./record/redemption.ts";
export * from "./record/referral.ts";
export * from "./record/standing.ts";
export * from "./scalar.ts";
export * from "./signal/call-signal.ts";
export * from "./signal/relation-signal.ts";
export * from "./signal/signal.ts";
export * from "./signal/standing-signal.ts";
