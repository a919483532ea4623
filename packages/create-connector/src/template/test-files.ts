import type { Design } from "../plan.ts";
import { authOf } from "./auth.ts";
import { text, when } from "./text.ts";

/** The conformance test and the vendor it runs against. */
export function testFiles(design: Design): Readonly<Record<string, string>> {
  const { id } = design;
  return {
    [`src/${id}.conformance.test.ts`]: conformance(design),
    [`src/testing/${id}-world.ts`]: world(design),
    ...(design.auth === "oauth2" && { [`src/testing/${id}-grants.ts`]: grants(design) }),
  };
}

function conformance({ id, names: { type } }: Design): string {
  const connector = `import { create${type} } from "./${id}-connector.ts";`;
  const vendor = `import { start${type} } from "./testing/${id}-world.ts";`;
  const [first, second] = id < "testing" ? [connector, vendor] : [vendor, connector];
  return text(`
    import { describeConnector } from "@perennial/conformance";
    ${first}
    ${second}

    describeConnector(create${type}, {
      world: start${type},
      // What the suite misses it asks for by name: samples of commands, of webhooks, of what is refused.
    });
  `);
}

function world({ id, title, auth, capabilities, names: { type } }: Design): string {
  const { worldSettings, isStranger } = authOf(auth);
  const isOAuth = auth === "oauth2";
  const hears = capabilities.includes("inbound");
  const signing = hears ? ", signingSecret: SIGNING_SECRET" : "";
  const isKnown = auth !== "none";
  const heard = ["path", ...(isKnown ? ["headers"] : []), ...(isOAuth ? ["body"] : [])].join(", ");
  return text(`
    import { httpFaults, type World } from "@perennial/conformance";
    import type { ReceivedRequest, Reply } from "@perennial/connector-kit/testing";
    ${when(isOAuth, `import { start${type}Grants } from "./${id}-grants.ts";`)}

    ${when(isKnown, 'const TOKEN = "a-secret-of-a-test";')}
    ${when(auth === "token", `const BEARER = \`Bearer \${TOKEN}\`;`)}
    ${when(auth === "basic", `const BASIC = \`Basic \${btoa(\`perennial:\${TOKEN}\`)}\`;`)}
    ${when(isKnown, 'const STRANGER: Reply = { status: 401, body: { message: "who are you?" } };')}
    ${when(hears, 'const SIGNING_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";')}
    ${when(isKnown || hears, "")}
    /** ${title} as far as it is used here: it listens on loopback and remembers. Make it as strict as the vendor. */
    export async function start${type}(): Promise<World> {
      const kept = new Map<string, string>();
      ${when(isOAuth, `const grants = start${type}Grants();`)}
      const answer = ({ ${heard} }: ReceivedRequest): Reply => {
        ${when(isOAuth, 'if (path === "/oauth/token") return grants.renew(body);')}
        ${when(isKnown, `if (${isStranger}) return STRANGER;`)}
        if (path === "/account") return { body: { account: "example" } };
        return { status: 404, body: { message: \`there is no \${path}\` } };
      };
      ${when(isOAuth, 'const spares = ({ path }: ReceivedRequest) => path === "/oauth/token";')}
      const http = await httpFaults(answer${isOAuth ? ", { spares }" : ""});
      return {
        ...http,
        ${when(isOAuth, "...grants.world(http),")}
        settings: { baseUrl: http.url${worldSettings}${signing} },
        taken: () => kept.size,
      };
    }
  `);
}

function grants({ names: { type } }: Design): string {
  return text(`
    import type { World } from "@perennial/conformance";
    import type { Reply } from "@perennial/connector-kit/testing";
    import type { Tokens } from "@perennial/contract";

    /** What the vendor has granted: an access token that ends, and a refresh token that is good once. */
    export function start${type}Grants() {
      let serial = 1;
      let holds: "all" | "refresh" | "nothing" = "all";
      const named = (): Required<Pick<Tokens, "accessToken" | "refreshToken">> => ({
        accessToken: \`access-\${serial}-of-a-test\`,
        refreshToken: \`refresh-\${serial}-of-a-test\`,
      });
      const next = () => {
        serial += 1;
        holds = "all";
        return named();
      };
      return {
        allow: (authorization: string | undefined) =>
          holds === "all" && authorization === \`Bearer \${named().accessToken}\`,
        renew(form: string): Reply {
          const given = new URLSearchParams(form).get("refresh_token");
          if (holds === "nothing" || given !== named().refreshToken) {
            return { status: 400, body: { error: "invalid_grant" } };
          }
          const { accessToken, refreshToken } = next();
          return { body: { access_token: accessToken, refresh_token: refreshToken } };
        },
        world: (http: Pick<World, "faults" | "clear">): Partial<World> => ({
          tokens: named(),
          renew: async () => next(),
          faults: {
            ...http.faults,
            expired: () => {
              holds = "refresh";
            },
            revoked: () => {
              holds = "nothing";
            },
          },
          clear: async () => {
            await http.clear();
            holds = "all";
          },
        }),
      };
    }
  `);
}
