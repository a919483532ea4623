/** What the connection to HubSpot is called in every account that has installed our app. */
export const CONNECTION = { id: "hubspot" } as const;
