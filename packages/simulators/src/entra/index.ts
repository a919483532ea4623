/** A strict, stateful Entra ID: consent, sign-in and tokens for apps in many tenants. */
export type {
  PageAnswer as EntraPageAnswer,
  PageRequest as EntraPageRequest,
} from "./account/consent-page.ts";
export { type SelfSigned, selfSigned } from "./account/self-signed.ts";
export type { ServicePrincipal, Tenant } from "./account/tenant.ts";
export * from "./entra.ts";
export {
  type AppSecret,
  type EntraAct,
  type EntraApp,
  type EntraOptions,
  type EntraUser,
  GRAPH_RESOURCE,
  type TenantOptions,
} from "./entra-options.ts";
export { TOKEN_SECONDS, type TokenClaims } from "./token/token-office.ts";
