import type { SimulatorOptions } from "../simulator.ts";

/** A secret of an app registration. */
export interface AppSecret {
  readonly value: string;
  /** @default never */
  readonly expiresAt?: string;
}

/** A multi-tenant app as it is registered (crm/dynamics.md, 2.1). */
export interface EntraApp {
  /** The application (client) id, a UUID. */
  readonly clientId: string;
  /** @default "Perennial" */
  readonly name?: string;
  readonly redirectUris: readonly string[];
  /** X.509 certificates in PEM whose keys may sign. @default none */
  readonly certificates?: readonly string[];
  /** @default none */
  readonly secrets?: readonly AppSecret[];
  /** The application permissions that it asks for, by resource, such as `Mail.Send` of Graph. @default none */
  readonly permissions?: Readonly<Record<string, readonly string[]>>;
  /** Whether sign-ins tell which roles of the directory somebody has (`wids`). @default false */
  readonly tellsRoles?: boolean;
}

/** Someone who can sign in. */
export interface EntraUser {
  /** The object id, a UUID. */
  readonly id: string;
  readonly name: string;
  /** The user principal name, an address. */
  readonly upn: string;
  /** Whether the user may consent for the whole tenant. @default false */
  readonly isAdministrator?: boolean;
  /** The template ids of the roles of the directory. @default that of a global administrator, or none */
  readonly roles?: readonly string[];
}

/** How a tenant is set up. */
export interface TenantOptions {
  /** A UUID. @default one made of the seed and the number of tenants */
  readonly id?: string;
  /** @default "contoso.onmicrosoft.com", numbered from the second on */
  readonly domain?: string;
  /** @default one administrator */
  readonly users?: readonly EntraUser[];
}

/** How the simulated Entra ID is set up. */
export interface EntraOptions extends SimulatorOptions {
  readonly apps: readonly EntraApp[];
  /** How far its clock is ahead of everybody else's, in seconds; negative when behind. @default 0 */
  readonly skewSeconds?: number;
  /** Decides what looks like chance. @default 1 */
  readonly seed?: number;
}

/** Something Entra ID accepted. */
export type EntraAct = { readonly tenantId: string; readonly clientId: string } & (
  | { readonly act: "consent"; readonly scope: string }
  | {
      readonly act: "token";
      readonly grant: "client_credentials" | "authorization_code" | "refresh_token";
      readonly resource: string;
      readonly proof: "secret" | "certificate";
    }
);

/** The audience of Microsoft Graph, known to every tenant. */
export const GRAPH_RESOURCE = "https://graph.microsoft.com";
