/**
 * The library of ready programs and rule packs. A program is a folder with a `program.yaml`; there is no list
 * of them to keep, the folders are the list.
 */
export * from "./library.ts";
export * from "./library-error.ts";
export * from "./read-program-folder.ts";
export * from "./rule-pack-library.ts";
