import { CONNECTOR_ERROR_KINDS, Instant, RecordId } from "@perennial/contract";
import { z } from "zod";
import { ConnectionView } from "./schemas.ts";

const Reason = z.strictObject({
  reason: z.string().meta({ description: "Why, in words." }),
  count: z.int(),
});

const listOfRecords = (description: string) =>
  z.strictObject({
    count: z.int().meta({ description }),
    reasons: z.array(Reason).meta({ description: "The commonest first." }),
  });

/** How a connection does, told so that an administrator knows what to mend (ux.md, 1). */
export const ConnectionHealthView = z
  .strictObject({
    connection: ConnectionView,
    account: z
      .strictObject({ id: z.string(), name: z.string() })
      .nullable()
      .meta({ description: "The account at the vendor, where our app was installed in one." }),
    administrators: z
      .array(z.string())
      .meta({ description: "Who may change settings from pages inside the vendor's." }),
    missing: z.array(z.string()).meta({
      description:
        "What cannot be used because the account, or the consent given, has it not; as of some minutes ago.",
    }),
    load: z
      .strictObject({
        state: z.enum(["none", "waiting", "loading", "done"]),
        startedAt: Instant.nullable(),
        read: z.array(z.strictObject({ kind: z.string(), count: z.int(), lastAt: Instant })),
        records: z
          .strictObject({
            read: z.int(),
            total: z.int().nullable().meta({ description: "Null where it is not known." }),
          })
          .meta({ description: "How many records were read of how many, all kinds together." }),
      })
      .meta({
        description:
          "The reading from the beginning, and how many of each kind were read; `none` where the connector reads nothing.",
      }),
    listening: z
      .strictObject({
        since: Instant.nullable().meta({ description: "Null while nothing is heard." }),
        problem: z
          .strictObject({
            kind: z.enum(CONNECTOR_ERROR_KINDS),
            words: z.string().meta({ description: "Why, and what to do about it." }),
            nextAt: Instant.nullable().meta({ description: "When it is tried again." }),
          })
          .nullable(),
      })
      .nullable()
      .meta({
        description:
          "Whether changes are heard as they happen, beside being read; null where the connection does not ask for it.",
      }),
    waiting: z.int().meta({ description: "Records that have changed and wait to be read." }),
    lists: z
      .strictObject({
        inSync: z.int().meta({
          description: "Customers, agreements and purchases that are here as they were told last.",
        }),
        excluded: listOfRecords(
          "Records that are not taken in, or not all of them; each with the reason.",
        ),
        failing: listOfRecords(
          "What the other side refused, what is unclear, and what could not be read or written.",
        ),
      })
      .meta({ description: "Every record of the connection is in one of three lists." }),
    latestExcluded: z
      .array(
        z.strictObject({
          record: z.string().meta({ description: "By the vendor's names, with the place in it." }),
          at: Instant,
          reason: z.string(),
        }),
      )
      .meta({ description: "What was left out last, newest first." }),
    latestFailures: z.array(
      z.strictObject({
        kind: z.string(),
        customerId: RecordId.nullable(),
        record: z.string().nullable().meta({ description: "By the vendor's names." }),
        at: Instant,
        reason: z.string().meta({ description: "In the vendor's words." }),
      }),
    ),
  })
  .meta({ id: "ConnectionHealth" });
export type ConnectionHealthView = z.infer<typeof ConnectionHealthView>;

/** What a settings form is made of: the same for every connector and every host. */
export const ConnectionFormView = z
  .strictObject({
    connection: z.string(),
    connector: z.string(),
    schema: z.record(z.string(), z.unknown()).meta({
      description:
        "JSON Schema 2020-12 of the settings. Fields have `label` and `help` in Swedish and English; `secret` marks those that are never shown.",
    }),
    values: z
      .record(z.string(), z.unknown())
      .meta({ description: "The present settings without secrets." }),
    secrets: z
      .array(z.strictObject({ path: z.string(), set: z.boolean() }))
      .meta({ description: "Fields that are never shown, and whether they are filled in." }),
  })
  .meta({ id: "ConnectionForm" });
export type ConnectionFormView = z.infer<typeof ConnectionFormView>;

/** The kinds of record at the vendor, and their fields, for whoever maps them. */
export const VendorSchemaView = z
  .strictObject({
    objects: z.array(
      z.strictObject({
        object: z.string().meta({ description: "The vendor's own word for the kind." }),
        label: z.string(),
        fields: z.array(
          z.strictObject({
            name: z.string(),
            label: z.string(),
            type: z.string().meta({ description: "The vendor's own word for the type." }),
            options: z.array(z.strictObject({ value: z.string(), label: z.string() })).optional(),
            readOnly: z.boolean().optional(),
          }),
        ),
      }),
    ),
    missing: z.array(z.string()).meta({ description: "What cannot be used, in words." }),
  })
  .meta({ id: "VendorSchema" });
export type VendorSchemaView = z.infer<typeof VendorSchemaView>;

/** Records as they are at the vendor, and what a mapping makes of them. */
export const MappingSamplesView = z
  .strictObject({
    samples: z.array(
      z.strictObject({
        object: z.string(),
        id: z.string(),
        values: z
          .record(z.string(), z.string().nullable())
          .meta({ description: "By the vendor's names." }),
        signals: z
          .array(z.record(z.string(), z.unknown()))
          .meta({ description: "Signals of the contract, each with its record." }),
        problems: z.array(z.strictObject({ place: z.string(), message: z.string() })),
      }),
    ),
  })
  .meta({ id: "MappingSamples" });
export type MappingSamplesView = z.infer<typeof MappingSamplesView>;
