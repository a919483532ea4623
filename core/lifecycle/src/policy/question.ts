import type { Instant } from "@perennial/contract";
import type { ContactPolicy } from "./contact-policy.ts";
import type { Ledger } from "./ledger.ts";
import type { PolicyMessage } from "./message.ts";
import type { Person } from "./person.ts";

/** May this message go to this person now? Plain data, and all that the answer depends on. */
export interface PolicyQuestion {
  readonly message: PolicyMessage;
  readonly person: Person;
  readonly ledger: Ledger;
  readonly policy: ContactPolicy;
  readonly now: Instant;
}
