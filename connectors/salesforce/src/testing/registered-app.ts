/** Our app, as it is registered at the simulated Salesforce. */
export const REGISTERED = {
  clientId: "3MVG9perennial",
  clientSecret: "secret-canary",
  redirectUris: ["https://perennial.example/apps/salesforce/callback"],
};
