import { readFile } from "node:fs/promises";
import { z } from "zod";

const AppFile = z.object({
  config: z.object({
    auth: z.object({
      requiredScopes: z.array(z.string()),
      optionalScopes: z.array(z.string()),
    }),
  }),
});

const Subscriptions = z.array(
  z.object({
    subscriptionType: z.string(),
    objectType: z.string().default(""),
    propertyName: z.string().default(""),
    active: z.boolean(),
  }),
);
const WebhooksFile = z.object({
  config: z.object({
    subscriptions: z.object({ crmObjects: Subscriptions, hubEvents: Subscriptions }),
  }),
});

/** What HubSpot learns of our app when its project is uploaded: the scopes and the webhooks of apps/hubspot-app. */
export async function readAppFiles() {
  const { auth } = AppFile.parse(await projectFile("app-hsmeta.json")).config;
  const { subscriptions } = WebhooksFile.parse(
    await projectFile("webhooks/webhooks-hsmeta.json"),
  ).config;
  return {
    requiredScopes: auth.requiredScopes,
    optionalScopes: auth.optionalScopes,
    webhooks: subscriptions,
  };
}

async function projectFile(path: string): Promise<unknown> {
  const url = new URL(`../../apps/hubspot-app/src/app/${path}`, import.meta.url);
  return JSON.parse(await readFile(url, "utf8"));
}
