import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readPackage } from "../support/package-model.ts";
import { PROJECT } from "../support/source-files.ts";
import { textOf } from "../support/xml.ts";

const model = readPackage();
const HOST = "https://perennial.example";

/** What stands in elements of a document. */
function read(
  path: string,
  names: readonly string[],
): Readonly<Record<string, string | undefined>> {
  const root = model.documents.get(path);
  if (!root) throw new Error(`there is no ${path}`);
  return Object.fromEntries(names.map((name) => [name, textOf(root, name)]));
}

describe("the external client app keeps to what Salesforce asks of partners", () => {
  test("a code with a proof key, a secret, and refresh tokens that are changed at each use", () => {
    const path = "extlClntAppGlobalOauthSets/Perennial_glbloauth.ecaGlblOauth-meta.xml";
    const rules = {
      callbackUrl: `${HOST}/apps/salesforce/callback`,
      isPkceRequired: "true",
      isRefreshTokenRotationEnabled: "true",
      isEnforceRefreshTokenTTL: "true",
      isSecretRequiredForRefreshToken: "true",
      isConsumerSecretOptional: "false",
      consumerKey: undefined,
      consumerSecret: undefined,
    };
    expect(read(path, Object.keys(rules))).toEqual(rules);
  });

  test("no more than access to data, its renewal, and who it is", () => {
    const path = "extlClntAppOauthSettings/Perennial_oauth.ecaOauth-meta.xml";
    const scopes = read(path, ["commaSeparatedOauthScopes"]).commaSeparatedOauthScopes;
    expect(scopes?.split(", ")).toEqual(["Api", "RefreshToken", "OpenID"]);
  });

  test("users an administrator has approved, and renewal that ends after thirty idle days", () => {
    const path = "extlClntAppOauthPolicies/Perennial_oauthPlcy.ecaOauthPlcy-meta.xml";
    const rules = {
      permittedUsersPolicyType: "AdminApprovedPreAuthorized",
      ipRelaxationPolicyType: "Enforce",
      refreshTokenPolicyType: "SpecificInactivity",
      refreshTokenValidityPeriod: "30",
      refreshTokenValidityUnit: "Days",
    };
    expect(read(path, Object.keys(rules))).toEqual(rules);
  });

  test("a canvas that is opened with a signed request at the server's door", () => {
    const path = "extlClntAppCanvasSettings/Perennial_canvasSettings.ecaCanvas-meta.xml";
    const rules = {
      accessMethod: "Post",
      canvasUrl: `${HOST}/apps/salesforce/launch`,
      canvasLocationOptions: "Aura",
      samlInitiationMethod: "None",
    };
    expect(read(path, Object.keys(rules))).toEqual(rules);
  });
});

describe("the project file", () => {
  const project: {
    readonly namespace: string;
    readonly sourceApiVersion: string;
    readonly replacements: readonly {
      readonly glob?: string;
      readonly filename?: string;
      readonly stringToReplace: string;
      readonly replaceWithEnv: string;
    }[];
  } = JSON.parse(readFileSync(join(PROJECT, "sfdx-project.json"), "utf8"));

  test("fills the operator's addresses in wherever a placeholder stands", () => {
    for (const { filename, stringToReplace } of project.replacements) {
      if (filename === undefined) continue;
      expect(readFileSync(join(PROJECT, filename), "utf8")).toContain(stringToReplace);
    }
    const everywhere = project.replacements.filter(({ glob }) => glob !== undefined);
    expect(everywhere).toEqual([
      {
        glob: "force-app/main/default/**/*.xml",
        stringToReplace: HOST,
        replaceWithEnv: "PERENNIAL_PUBLIC_URL",
      },
    ]);
  });

  test("no file leads anywhere but to that address", () => {
    const elsewhere = model.files.flatMap(({ path, text }) =>
      [...text.matchAll(/https?:\/\/[^\s"'<]+/g)].flatMap(([address]) =>
        address.startsWith(HOST) || address === "http://soap.sforce.com/2006/04/metadata"
          ? []
          : [`${path}: ${address}`],
      ),
    );
    expect(elsewhere).toEqual([]);
  });

  test("components are written for the version that the project names", () => {
    const versions = [...model.documents].flatMap(([path, root]) => {
      const version = textOf(root, "apiVersion");
      return version === undefined ? [] : [`${path.split("/")[0]} ${version}`];
    });
    expect([...new Set(versions)].sort()).toEqual([
      `aura ${project.sourceApiVersion}`,
      `lwc ${project.sourceApiVersion}`,
    ]);
  });
});
