declare module "virtual:operations" {
  /** Every operation's method and path, by its id. */
  export const OPERATIONS: Readonly<
    Record<string, { readonly method: "get" | "post" | "put" | "delete"; readonly path: string }>
  >;
}
