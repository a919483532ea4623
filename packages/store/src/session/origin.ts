/** By what somebody is signed in: as a person, by a token, or as known in an account at a vendor. */
export interface SessionOrigin {
  readonly personId: string | null;
  readonly tokenId: string | null;
  /** Our app at a vendor from whose pages they came. */
  readonly connector: string | null;
  /** The vendor's id of the account they came from. */
  readonly account: string | null;
  /** What they are called: a name, a token's label, or how the vendor names them. */
  readonly who: string;
  /** What they may do, where no person and no token says it. */
  readonly role: string;
}
