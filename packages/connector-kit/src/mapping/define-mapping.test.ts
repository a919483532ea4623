import { describe, expect, test } from "vitest";
import { checkMapping, type DescribedField } from "./check-mapping.ts";
import { defineMapping, MappingError, mappingOf } from "./define-mapping.ts";
import { MappingData } from "./mapping-data.ts";
import { renameFields } from "./rename-fields.ts";

interface Person {
  readonly id: string;
  readonly email?: string;
  readonly doNotCall?: boolean;
  readonly phase?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}
interface Contact {
  readonly Id: string;
  readonly Email: string | null;
  readonly NoCalls__c: boolean;
  readonly Phase__c: string | null;
  readonly Account: { readonly Size: number };
}

const mapping = defineMapping<Person, Contact>({
  version: 1,
  rows: [
    { field: "id", vendor: "Id", direction: "read", as: { kind: "text" } },
    { field: "email", vendor: "Email", direction: "both", as: { kind: "lower" } },
    { field: "doNotCall", vendor: "NoCalls__c", direction: "both", as: { kind: "boolean" } },
    {
      ...{ field: "phase", vendor: "Phase__c", direction: "write" },
      as: { kind: "enum", values: { welcome: "Ny", retain: "Trogen" } },
    },
    { field: "attributes/size", vendor: "Account/Size", direction: "both", as: { kind: "number" } },
  ],
});

describe("reading a vendor's record", () => {
  test("gives our fields, and leaves out what the vendor has not", () => {
    const record = { Id: "003", Email: " A@B.SE", Phase__c: "Ny", Account: { Size: 12 }, Other: 1 };
    expect(mapping.read(record)).toEqual({
      value: { id: "003", email: "a@b.se", attributes: { size: 12 } },
      problems: [],
    });
  });

  test("keeps what is right where something is wrong, and names the vendor's field", () => {
    expect(mapping.read({ Id: "003", NoCalls__c: "kanske", Account: { Size: "x" } })).toEqual({
      value: { id: "003" },
      problems: [
        { place: "NoCalls__c", message: "is none of the words for yes and no" },
        { place: "Account/Size", message: "is not a number" },
      ],
    });
  });

  test("of something that is no record finds nothing", () => {
    for (const record of [undefined, null, "x", 4, []]) {
      expect(mapping.read(record)).toEqual({ value: {}, problems: [] });
    }
  });

  test("never takes what a record inherits", () => {
    const data = MappingData.parse({
      version: 1,
      rows: [{ field: "id", vendor: "toString", direction: "read", as: { kind: "text" } }],
    });
    expect(mappingOf(data).read({})).toEqual({ value: {}, problems: [] });
  });
});

describe("writing our values", () => {
  test("gives the vendor's fields", () => {
    const values = { email: "A@b.se", phase: "retain", doNotCall: null, attributes: { size: 3 } };
    expect(mapping.write(values)).toEqual({
      value: { Email: "a@b.se", Phase__c: "Trogen", NoCalls__c: null, Account: { Size: 3 } },
      problems: [],
    });
  });

  test("sends nothing that is not known or only read, and says so", () => {
    const values = { id: "1", nickname: "A", attributes: { colour: "red" }, phase: undefined };
    expect(mapping.write(values)).toEqual({
      value: {},
      problems: [
        { place: "id", message: "is only read from the vendor" },
        { place: "nickname", message: "is not a field of the mapping" },
        { place: "attributes/colour", message: "is not a field of the mapping" },
      ],
    });
  });

  test("changes no prototype, whatever the names", () => {
    const values = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"x":1}}');
    const { value, problems } = mapping.write(values);
    expect(value).toEqual({});
    expect(problems.map(({ place }) => place)).toEqual(["__proto__", "constructor"]);
    expect({}).not.toHaveProperty("polluted");
  });
});

test("the fields for a query are those of its direction", () => {
  expect(mapping.vendorFields("read")).toEqual(["Id", "Email", "NoCalls__c", "Account/Size"]);
  expect(mapping.vendorFields("write")).toEqual([
    ...["Email", "NoCalls__c", "Phase__c", "Account/Size"],
  ]);
});

describe("a mapping that cannot be", () => {
  const row = { field: "email", vendor: "Email", direction: "both", as: { kind: "text" } } as const;
  test.each([
    ["reads a field from two places", { ...row, vendor: "Mail" }],
    ["writes two fields to one place", { ...row, field: "id" }],
    ["steps into a prototype", { ...row, field: "id", vendor: "__proto__" }],
    ["steps into a constructor", { ...row, field: "id", vendor: "a/constructor/b" }],
    ["has a field within a field", { ...row, field: "email/domain", vendor: "Domain" }],
    ["has a field without a name", { ...row, field: "id", vendor: "" }],
  ])("is refused: it %s", (_name, second) => {
    const data = { version: 1, rows: [row, second] };
    expect(MappingData.safeParse(data).error?.issues[0]?.path.slice(0, 2)).toEqual(["rows", 1]);
    expect(() => defineMapping<Record<string, unknown>>(data)).toThrow(MappingError);
  });

  test("is one whose enumeration has a word of the vendor's twice", () => {
    const as = { kind: "enum", values: { a: "1", b: "1" } } as const;
    expect(MappingData.safeParse({ version: 1, rows: [{ ...row, as }] }).success).toBe(false);
  });
});

test("a mapping that was stored works as before", () => {
  const stored = MappingData.parse(JSON.parse(JSON.stringify(mapping.data)));
  const record = { Id: "003", Email: "A@b.se" };
  expect(mappingOf(stored).read(record)).toEqual(mapping.read(record));
});

describe("an administrator's names", () => {
  test("take the place of the connector's", () => {
    const { data, problems } = renameFields(mapping.data, { phase: "Livscykel__c" });
    expect(problems).toEqual([]);
    expect(mappingOf(data).write({ phase: "welcome" }).value).toEqual({ Livscykel__c: "Ny" });
    expect(data.version).toBe(1);
  });

  test.each<[string, Record<string, string>, string]>([
    ["of a field that is not there", { nickname: "X" }, "nickname"],
    ["that reach into a prototype", { phase: "__proto__" }, "rows"],
    ["that are taken already", { phase: "Email" }, "rows"],
  ])("%s leave the mapping as it was", (_name, names, place) => {
    const { data, problems } = renameFields(mapping.data, names);
    expect(data).toBe(mapping.data);
    expect(problems).toEqual([{ place, message: expect.any(String) }]);
  });
});

describe("a mapping checked against a vendor's fields", () => {
  const described: readonly DescribedField[] = [
    { name: "Id", type: "text", writable: false },
    { name: "Email", type: "text" },
    { name: "NoCalls__c", type: "boolean" },
    { name: "Phase__c", type: "choice", choices: ["Ny", "Trogen"] },
    { name: "Account/Size", type: "number" },
  ];
  const changed = (name: string, parts: Partial<DescribedField> | undefined) =>
    described.flatMap((field) => {
      if (field.name !== name) return [field];
      return parts === undefined ? [] : [{ ...field, ...parts }];
    });

  test("that bears it out has nothing to say", () => {
    expect(checkMapping(mapping.data, described)).toEqual([]);
  });

  test.each<[string, string, Partial<DescribedField> | undefined, string]>([
    ["is not there", "Email", undefined, 'rows[1]: the vendor has no field "Email"'],
    [
      "has another type",
      "NoCalls__c",
      { type: "date" },
      'rows[2]: "NoCalls__c" holds date, which boolean cannot convert',
    ],
    ["can only be read", "Email", { writable: false }, 'rows[1]: "Email" can only be read'],
    [
      "lacks a choice",
      "Phase__c",
      { choices: ["Ny"] },
      'rows[3]: "Phase__c" has no choice "Trogen"',
    ],
  ])("is told which row names a field that %s", (_name, field, parts, expected) => {
    const found = checkMapping(mapping.data, changed(field, parts));
    expect(found.map(({ place, message }) => `${place}: ${message}`)).toEqual([expected]);
  });
});
