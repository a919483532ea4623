import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { SalesforceApp } from "../salesforce-credentials.ts";
import { canvasLaunch } from "./canvas-launch.ts";

const APP = SalesforceApp.parse({ clientId: "3MVG9perennial", clientSecret: "secret-canary" });
const CONTEXT = {
  user: { userId: "005Qz00000AbCdE", email: "eva@example.com", fullName: "Eva Ek" },
  organization: { organizationId: "00DQz00000AbCdE", name: "Exempelkraft" },
  environment: { record: { Id: "003Qz00000AbCdE" } },
};

function posted(context: object, { secret = APP.clientSecret, algorithm = "HMACSHA256" } = {}) {
  const envelope = Buffer.from(JSON.stringify({ algorithm, context })).toString("base64");
  const signature = createHmac("sha256", secret).update(envelope).digest("base64");
  return request(`${signature}.${envelope}`);
}

const request = (signed: string) => ({
  ...{ method: "POST", url: "https://perennial.example/apps/salesforce/launch", headers: {} },
  body: new URLSearchParams({ signed_request: signed }).toString(),
});

test("a signed request says which org and who, and opens the contact it stands at", () => {
  expect(canvasLaunch(APP, posted(CONTEXT))).toEqual({
    genuine: true,
    launch: {
      ...{ account: "00DQz00000AbCdEMAV", user: "eva@example.com" },
      path: "/embed/customers/003Qz00000AbCdEIAV",
    },
  });
});

test("elsewhere than at a contact it opens the first page", () => {
  const at = (Id: string) => ({ ...CONTEXT, environment: { record: { Id } } });
  for (const context of [{ ...CONTEXT, environment: {} }, at("001Qz00000AbCdEIAV")]) {
    const verdict = canvasLaunch(APP, posted(context));
    expect(verdict).toMatchObject({ genuine: true });
    expect(verdict).not.toHaveProperty("launch.path");
  }
});

test.each([
  ["with another secret", posted(CONTEXT, { secret: "another" })],
  ["in another way", posted(CONTEXT, { algorithm: "none" })],
  ["by nobody", posted({ organization: CONTEXT.organization })],
  ["not at all", request("")],
  ["without a signature", request(`.${Buffer.from("{}").toString("base64")}`)],
  ["and is not readable", request("AAAA.{}")],
])("what is signed %s is not taken, and nothing of it is told", (_how, sent) => {
  const verdict = canvasLaunch(APP, sent);
  expect(verdict).toMatchObject({ genuine: false });
  expect(JSON.stringify(verdict)).not.toContain("eva@example.com");
});

test("what was signed for another is not taken when it is changed", () => {
  const [signature, envelope] = (
    new URLSearchParams(posted(CONTEXT).body).get("signed_request") ?? ""
  ).split(".");
  const changed = Buffer.from(envelope ?? "", "base64")
    .toString()
    .replace("eva@", "adm@");
  const sent = request(`${signature}.${Buffer.from(changed).toString("base64")}`);
  expect(canvasLaunch(APP, sent)).toMatchObject({ genuine: false });
});
