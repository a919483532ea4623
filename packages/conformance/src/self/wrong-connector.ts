import type { PartName } from "../case/case.ts";
import type { AcmeSettings } from "./acme.ts";
import type { Twist } from "./twist.ts";

/** A connector that does one thing wrong, and the case that has to say so. */
export interface WrongConnector {
  readonly does: string;
  readonly fails: string;
  readonly twist: Twist<AcmeSettings>;
  /** The right connector it is made of: Acme with a token, with OAuth, with an app, or one that can do nothing. @default token */
  readonly base?: "token" | "oauth2" | "app" | "bare";
  /** How long its work may take where it never ends, in milliseconds. */
  readonly patience?: number;
}

/** The wrong connectors of each part. */
export type WrongConnectors = { readonly [Part in PartName]?: readonly WrongConnector[] };
