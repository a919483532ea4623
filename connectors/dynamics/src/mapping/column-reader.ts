import { FieldReader } from "@perennial/connector-kit";
import type { AttributeValue } from "@perennial/contract";
import type { DynamicsRow } from "../dynamics-client.ts";
import type { AttributeSetting, ColumnOrValue } from "../settings/column-settings.ts";
import type { MappingContext } from "./mapping-context.ts";

const LOOKUP = /^_([a-z0-9_]+)_value$/;

/**
 * Reads columns of one row by their logical names; what cannot be read is a problem with that column's name, and left out. A
 * choice is read as its number, never as its label, and a lookup as the id of the row that it leads to.
 */
export class ColumnReader extends FieldReader {
  readonly #currencyCode: MappingContext["currencyCode"];

  constructor(about: string, row: DynamicsRow, { settings, currencyCode }: MappingContext) {
    super(about, byColumn(row), settings);
    this.#currencyCode = currencyCode;
  }

  /** A column's text, or the value that is the same for all. */
  textFrom(source: ColumnOrValue | undefined): string | undefined {
    if (source === undefined) return undefined;
    return "value" in source ? source.value : this.text(source.column);
  }

  /** An ISO 4217 code; a currency of the organisation's is a row of its own. */
  override currency(name: string | null | undefined): string {
    const id = this.raw(name);
    return (id && this.#currencyCode(id)) || super.currency(name);
  }

  /** Of a closed list of ours. */
  choice<Ours extends string>(
    setting: { readonly column: string; readonly values: Readonly<Record<string, Ours>> } | null,
    ours: readonly Ours[],
  ): Ours | undefined {
    return setting === null
      ? undefined
      : this.translated({ field: setting.column, values: setting.values }, ours);
  }

  attributesFrom(settings: readonly AttributeSetting[]): Record<string, AttributeValue> {
    return this.attributes(settings.map(({ column, ...one }) => ({ ...one, field: column })));
  }
}

function byColumn(row: DynamicsRow): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [LOOKUP.exec(name)?.[1] ?? name, value]),
  );
}
