import { quoted } from "../dynamics-paths.ts";

/**
 * The extended property that says which command a mail or an event was made for: Graph keeps it with the item, shows it to
 * nobody who does not ask for it by name, and finds items by it (learn.microsoft.com/graph, "Get
 * singleValueLegacyExtendedProperty").
 */
const MARK = "String {8b0d2a6e-5f0b-4c1e-9a53-2f6e1c7d4b90} Name PerennialCommand";

/** A value that Graph keeps with an item. */
interface ExtendedProperty {
  readonly id: string;
  readonly value: string;
}

/** The mark of a command, as a part of what is made. */
export function markedWith(commandId: string): {
  readonly singleValueExtendedProperties: readonly ExtendedProperty[];
} {
  return { singleValueExtendedProperties: [{ id: MARK, value: commandId }] };
}

/** Finds what was made for a command; letters count the same in capitals, so `isMarkedWith` has the last word. */
export function madeFor(commandId: string): string {
  return `singleValueExtendedProperties/any(ep: ep/id eq ${quoted(MARK)} and ep/value eq ${quoted(commandId)})`;
}

/** Has the mark shown with what is read. */
export const WITH_MARK = `singleValueExtendedProperties($filter=id eq ${quoted(MARK)})`;

/** What was read, with the mark where it has one. */
export interface Marked {
  readonly singleValueExtendedProperties?: readonly ExtendedProperty[] | undefined;
}

/** The command that something was made for; undefined where it was not made by us. */
export function commandOf({ singleValueExtendedProperties: all = [] }: Marked): string | undefined {
  return all.find(({ id }) => id.toLowerCase() === MARK.toLowerCase())?.value;
}
