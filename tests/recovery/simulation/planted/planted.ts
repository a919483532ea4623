import type { Manifest } from "@perennial/contract";
import type { IngestRound, RuntimeContext } from "@perennial/runtime";
import type { Tenant } from "@perennial/store";
import type { Meddler } from "../machine/faulty-database.ts";

/** A fault planted into the runtime from outside, that the simulation has to find. */
export interface Planted {
  readonly name: string;
  /** Within how many lives it must be found: several times as many as it took. */
  readonly within: number;
  /** The first life that is tried: somewhat before the one that finds it, where that takes hundreds. @default 1 */
  readonly from?: number;
  /** Stands between each worker and the database. */
  readonly meddler?: () => Meddler;
  /** Takes the place of the real one. */
  readonly ingest?: (context: RuntimeContext, tenant: Tenant) => Promise<IngestRound>;
  /** What connectors say of their proof instead of the truth. */
  readonly proof?: (proof: Manifest["proof"]) => Manifest["proof"];
}
