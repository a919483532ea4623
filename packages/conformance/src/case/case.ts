/** The parts of the suite, by behaviour. */
export const PARTS = [
  "manifest",
  "settings",
  "inbound",
  "check",
  "app",
  "read",
  "records",
  "listen",
  "visits",
  "write",
  "look-up",
  "consent",
  "limits",
  "auth",
  "network",
  "closing",
] as const;
/** The name of a part. */
export type PartName = (typeof PARTS)[number];

/** One fact about a connector; `run` rejects where it does not hold. */
export interface Case {
  readonly part: PartName;
  readonly name: string;
  run(): Promise<void>;
}
