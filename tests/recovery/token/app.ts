/** Our app, as it is registered at the simulated Salesforce: each refresh gives a new refresh token and ends the old one. */
export const APP = { clientId: "3MVG9perennial", clientSecret: "secret-canary" };
