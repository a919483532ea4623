import type { Systems } from "../fleet/set-up.ts";

/** What the process on the small disk is asked to do. */
export type DiskRequest =
  | {
      readonly do: "start";
      /** A directory on the small disk. */
      readonly place: string;
      readonly systems: Systems;
      readonly ahead: number;
      /** Whether PostgreSQL is the process's own, or one that it only knows the address of. */
      readonly database: "embedded" | "elsewhere";
    }
  /** Fills the disk to the last byte, and takes that away again. */
  | { readonly do: "fill" }
  | { readonly do: "free" }
  | { readonly do: "turn-clock"; readonly ahead: number }
  | { readonly do: "rows"; readonly query: string };

/** What it answers. */
export interface DiskAnswer {
  readonly id: number;
  readonly url?: string;
  readonly rows?: readonly unknown[];
  readonly problem?: string;
}
