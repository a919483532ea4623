import { z } from "zod";

/**
 * The files of a HubSpot project as HubSpot documents them (crm/hubspot.md, 7): its own schemas are to be had by an
 * account alone.
 */

const OURS = /^https:\/\/[a-z0-9.-]+$/;
const ourUrl = z.url({ protocol: /^https$/ });
const entrypoint = z.string().regex(/^\/app\/[a-z-]+\/[a-z-]+\.tsx$/);
const uid = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/);

function component<Type extends string, Config extends z.ZodType>(type: Type, config: Config) {
  return z.strictObject({ uid, type: z.literal(type), config });
}

const App = component(
  "app",
  z.strictObject({
    name: z
      .string()
      .min(1)
      .max(200)
      .regex(/^(?!.*hub)/i, { error: "HubSpot's name may not be in an app's" }),
    description: z.string().min(1).max(8192),
    distribution: z.literal("marketplace"),
    logo: z.string().regex(/^\/app\/[a-z-]+\.png$/),
    auth: z.strictObject({
      type: z.literal("oauth"),
      redirectUrls: z.array(ourUrl).min(1),
      requiredScopes: z.array(z.string()).min(1),
      optionalScopes: z.array(z.string()),
      conditionallyRequiredScopes: z.array(z.string()).optional(),
    }),
    permittedUrls: z.strictObject({
      fetch: z.array(z.string().regex(OURS)).min(1),
      iframe: z.array(z.string().regex(OURS)),
      img: z.array(z.string().regex(OURS)),
    }),
    support: z.strictObject({
      supportEmail: z.email(),
      documentationUrl: ourUrl,
      supportUrl: ourUrl,
      supportPhone: z
        .string()
        .regex(/^\+\d{6,15}$/)
        .optional(),
    }),
  }),
);

const Settings = component("settings", z.strictObject({ entrypoint }));

const Card = component(
  "card",
  z.strictObject({
    name: z.string().min(1),
    description: z.string().min(1),
    location: z.enum(["crm.record.tab", "crm.record.sidebar", "crm.preview", "helpdesk.sidebar"]),
    entrypoint,
    objectTypes: z.array(z.enum(["contacts", "companies", "deals", "tickets"])).min(1),
  }),
);

const Page = component("page", z.strictObject({ entrypoint }));

const BulkAction = component(
  "crm-bulk-action",
  z.strictObject({
    label: z.string().min(1),
    entrypoint,
    objectTypes: z.array(z.enum(["contacts", "companies", "deals"])).min(1),
    displayMode: z.enum(["PANEL", "MODAL"]),
    icon: z.string().min(1),
  }),
);

const objectType = z.enum(["contact", "deal", "company"]);
const active = z.boolean();
const Webhooks = component(
  "webhooks",
  z.strictObject({
    settings: z.strictObject({ targetUrl: ourUrl, maxConcurrentRequests: z.int().min(5) }),
    subscriptions: z.strictObject({
      crmObjects: z.array(
        z.discriminatedUnion("subscriptionType", [
          z.strictObject({
            ...{ subscriptionType: z.literal("object.propertyChange"), objectType, active },
            propertyName: z.string().min(1),
          }),
          z.strictObject({
            subscriptionType: z.enum([
              "object.creation",
              "object.deletion",
              "object.merge",
              "object.restore",
              "object.associationChange",
            ]),
            ...{ objectType, active },
          }),
        ]),
      ),
      legacyCrmObjects: z.array(z.never()),
      hubEvents: z.array(
        z.strictObject({ subscriptionType: z.literal("contact.privacyDeletion"), active }),
      ),
    }),
  }),
);

const names = z.record(z.string(), z.string().min(1));
const ActionLabels = z.strictObject({
  actionName: z.string().min(1),
  actionDescription: z.string().min(1),
  actionCardContent: z.string().min(1),
  inputFieldLabels: names,
  inputFieldDescriptions: names,
  outputFieldLabels: names,
  executionRules: names,
});
const WorkflowAction = component(
  "workflow-action",
  z.strictObject({
    actionUrl: ourUrl,
    isPublished: z.boolean(),
    supportedClients: z.array(z.strictObject({ client: z.literal("WORKFLOWS") })).min(1),
    objectTypes: z.array(z.enum(["CONTACT"])).min(1),
    objectRequestOptions: z.strictObject({ properties: z.array(z.string()) }),
    inputFields: z.array(
      z.strictObject({
        typeDefinition: z.strictObject({
          name: z.string().min(1),
          type: z.literal("enumeration"),
          fieldType: z.literal("select"),
          optionsUrl: ourUrl,
        }),
        supportedValueTypes: z.array(z.enum(["STATIC_VALUE", "OBJECT_PROPERTY"])).min(1),
        isRequired: z.boolean(),
      }),
    ),
    outputFields: z.array(z.never()),
    inputFieldDependencies: z.array(z.never()),
    executionRules: z.array(z.never()),
    labels: z.strictObject({ en: ActionLabels, sv: ActionLabels }),
  }),
);

/** Any component of the project, with nothing in it that HubSpot does not document. */
export const Component = z.discriminatedUnion("type", [
  App,
  Settings,
  Card,
  Page,
  BulkAction,
  Webhooks,
  WorkflowAction,
]);
export type Component = z.infer<typeof Component>;
