import { HMAC_ALGORITHMS, HMAC_ENCODINGS, setting } from "@perennial/connector-kit";
import { z } from "zod";
import { Path } from "./mapping/json-path.ts";
import { HeaderName } from "./mapping/mapping.ts";

const kind = <const Name extends string>(name: Name) => z.strictObject({ kind: z.literal(name) });

const SignedTime = z.union([
  z.strictObject({
    header: HeaderName,
    unit: z.enum(["seconds", "milliseconds"]).default("seconds"),
  }),
  z.strictObject({ part: z.string().regex(/^[a-z0-9]{1,20}$/i) }),
]);

const Hmac = z.strictObject({
  kind: z.literal("hmac"),
  header: HeaderName,
  algorithm: z.enum(HMAC_ALGORITHMS).default("sha256"),
  encoding: z.enum(HMAC_ENCODINGS).default("hex"),
  prefix: z.string().max(40).optional(),
  signed: z
    .enum(["body", "timestamp.body"])
    .default("body")
    .meta({ description: "What is signed: the body, or the time, a dot and the body." }),
  timestamp: SignedTime.meta({
    description: "Where the time stands: a header, or a part of the signature's header.",
  }).optional(),
  tolerance: z
    .int()
    .min(1)
    .max(3_600)
    .default(300)
    .meta({ description: "How far the time may be from ours, in seconds." }),
});

/** How deliveries prove that they are genuine; the secrets stand beside it. */
export const InboundAuth = setting(
  z
    .discriminatedUnion("kind", [
      kind("standard-webhooks"),
      kind("github"),
      kind("stripe"),
      kind("shopify"),
      kind("woocommerce"),
      Hmac,
      z.strictObject({
        kind: z.literal("bearer"),
        header: HeaderName.default("authorization"),
      }),
      z.strictObject({
        kind: z.literal("basic"),
        username: z.string().regex(/^[^:]{1,200}$/, { error: "write a name without a colon" }),
      }),
    ])
    .superRefine((auth, context) => {
      if (auth.kind !== "hmac") return;
      if ((auth.signed === "timestamp.body") === (auth.timestamp !== undefined)) return;
      const message = "a time proves something only if it is signed: say both or neither";
      context.addIssue({ code: "custom", path: ["timestamp"], message });
    }),
  {
    label: { sv: "Äkthet", en: "Authenticity" },
    help: {
      sv: "Hur leveranser hit visar att de är äkta.",
      en: "How deliveries to us show that they are genuine.",
    },
  },
);
export type InboundAuth = z.infer<typeof InboundAuth>;

const BodyPath = Path.refine((path) => path.startsWith("$"), {
  error: "start at the body, with $",
});

/** Where a delivery says which one it is. */
export const DeliveryId = setting(
  z.union([z.strictObject({ header: HeaderName }), z.strictObject({ path: BodyPath })]),
  {
    label: { sv: "Leveransens id", en: "Delivery id" },
    help: {
      sv: "Rubrik eller sökväg i innehållet där leveransens id står.",
      en: "The header, or the path in the body, where a delivery has its id.",
    },
  },
);
export type DeliveryId = z.infer<typeof DeliveryId>;
