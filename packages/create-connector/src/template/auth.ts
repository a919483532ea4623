import type { AuthScheme } from "../plan.ts";

/** What an auth scheme adds to the files of a connector. */
export interface AuthParts {
  /** Fields of the settings. */
  readonly fields: string;
  /** What the settings import from the kit for them. */
  readonly helpers: readonly string[];
  readonly clientHelpers: readonly string[];
  /** Statements of the client before its request. */
  readonly wiring: (value: string) => string;
  /** The option of the client's request. */
  readonly option: string;
  /** The settings of a test's world, after its address. */
  readonly worldSettings: string;
  /** Whether a request of a test's world is a stranger's. */
  readonly isStranger: string;
}

const none: AuthParts = {
  ...{ fields: "", helpers: [], clientHelpers: [], wiring: () => "", option: "" },
  ...{ worldSettings: "", isStranger: "false" },
};

const token: AuthParts = {
  ...none,
  fields: `
      token: secret({ label: { sv: "Åtkomsttoken", en: "Access token" } }),`,
  helpers: ["secret"],
  option: `
        headers: { authorization: \`Bearer \${settings.token}\` },`,
  worldSettings: ", token: TOKEN",
  isStranger: "headers.authorization !== BEARER",
};

const basic: AuthParts = {
  ...none,
  fields: `
      user: setting(z.string().min(1), { label: { sv: "Användarnamn", en: "User name" } }),
      password: secret({ label: { sv: "Lösenord", en: "Password" } }),`,
  helpers: ["secret", "setting"],
  clientHelpers: ["basicAuth"],
  option: `
        headers: { authorization: basicAuth(settings.user, settings.password) },`,
  worldSettings: ', user: "perennial", password: TOKEN',
  isStranger: "headers.authorization !== BASIC",
};

const oauth2: AuthParts = {
  ...none,
  fields: `
      clientId: setting(z.string().min(1), { label: { sv: "Klient-id", en: "Client id" } }),
      clientSecret: secret({ label: { sv: "Klienthemlighet", en: "Client secret" } }),`,
  helpers: ["secret", "setting"],
  clientHelpers: ["createTokenSource", "refreshGrant"],
  wiring: (value) => `
      const { clientId, clientSecret } = settings;
      const connector = ${value}Manifest.id;
      const tokenUrl = \`\${settings.baseUrl}/oauth/token\`;
      const tokens = createTokenSource({
        connector,
        refresh: refreshGrant({ connector, context, tokenUrl, clientId, clientSecret }),
        store: context.tokens,
        clock: context.clock,
      });`,
  option: `
        tokens,`,
  worldSettings: ', clientId: "perennial", clientSecret: TOKEN',
  isStranger: "!grants.allow(headers.authorization)",
};

/** What a scheme adds. */
export function authOf(scheme: AuthScheme): AuthParts {
  return { none, token, basic, oauth2 }[scheme];
}
