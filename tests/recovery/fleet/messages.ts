/** What a process of the fleet is started with. */
export interface MemberStart {
  readonly dataDir: string;
  readonly environment: Readonly<Record<string, string>>;
  /** How far its clock is ahead of the machine's, in milliseconds; 0 for the machine's own. */
  readonly ahead: number;
}

/** What a process of the fleet says: that it is loaded, that it is at work (doors at an address), or why not. */
export type MemberWord =
  | { readonly said: "loaded" }
  | { readonly said: "started"; readonly url: string }
  | { readonly said: "failed"; readonly problem: string };
