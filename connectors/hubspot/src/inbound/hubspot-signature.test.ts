import { createHash, createHmac } from "node:crypto";
import type { InboundRequest } from "@perennial/contract";
import { describe, expect, it } from "vitest";
import { verifyHubspotSignature } from "./hubspot-signature.ts";

const SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
const SENT = 1_693_657_560_000;
const NOW = new Date(SENT).toISOString();
/** The vector of crm/hubspot.md, 2.8. */
const VECTOR: InboundRequest = {
  method: "POST",
  url: "https://www.example.com/webhook_uri",
  headers: {
    "x-hubspot-signature-v3": "K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=",
    "x-hubspot-request-timestamp": String(SENT),
  },
  body: "{'example_field':'example_value'}",
};
const V2 = "4fe4e3a7d3cf09db53be39d0a58130e2aaba074ec123a9e355b876a689a1c383";

function later(milliseconds: number): string {
  return new Date(SENT + milliseconds).toISOString();
}

/** Signs what is given as it stands, without undoing any escape. */
function signed(request: Omit<InboundRequest, "headers">, source = request.url): InboundRequest {
  const signature = createHmac("sha256", SECRET)
    .update(`${request.method}${source}${request.body}${SENT}`)
    .digest("base64");
  return { ...request, headers: { ...VECTOR.headers, "x-hubspot-signature-v3": signature } };
}

describe("version 3", () => {
  it("takes HubSpot's own vector", () => {
    expect(verifyHubspotSignature(SECRET, VECTOR, NOW)).toEqual({ genuine: true });
  });

  it.each([
    ["another body", { ...VECTOR, body: "{'example_field':'example_valuf'}" }],
    ["another method", { ...VECTOR, method: "PUT" }],
    ["another address", { ...VECTOR, url: "https://www.example.com/webhook_url" }],
    ["a query that was added", { ...VECTOR, url: `${VECTOR.url}?portalId=2` }],
    ["no headers", { ...VECTOR, headers: {} }],
    [
      "a signature cut short",
      { ...VECTOR, headers: { ...VECTOR.headers, "x-hubspot-signature-v3": "K36dawei4A" } },
    ],
    [
      "another time",
      {
        ...VECTOR,
        headers: { ...VECTOR.headers, "x-hubspot-request-timestamp": String(SENT + 1) },
      },
    ],
  ])("refuses %s", (_, request) => {
    expect(verifyHubspotSignature(SECRET, request, NOW).genuine).toBe(false);
  });

  it("holds for five minutes either way, and no longer", () => {
    expect(verifyHubspotSignature(SECRET, VECTOR, later(300_000)).genuine).toBe(true);
    expect(verifyHubspotSignature(SECRET, VECTOR, later(-300_000)).genuine).toBe(true);
    expect(verifyHubspotSignature(SECRET, VECTOR, later(300_001)).genuine).toBe(false);
    expect(verifyHubspotSignature(SECRET, VECTOR, later(-300_001)).genuine).toBe(false);
  });

  it.each(["", "NaN", "-1693657560000", "1e12", "1693657560000.5", " 1693657560000"])(
    "refuses the time %j",
    (time) => {
      const headers = { ...VECTOR.headers, "x-hubspot-request-timestamp": time };
      const verdict = verifyHubspotSignature(SECRET, { ...VECTOR, headers }, NOW);
      expect(verdict).toMatchObject({ genuine: false, reason: expect.stringMatching(/timestamp/) });
    },
  );

  it("proves nothing without a client secret", () => {
    const signature = createHmac("sha256", "")
      .update(`POST${VECTOR.url}${VECTOR.body}${SENT}`)
      .digest("base64");
    const headers = { ...VECTOR.headers, "x-hubspot-signature-v3": signature };
    expect(verifyHubspotSignature("", { ...VECTOR, headers }, NOW).genuine).toBe(false);
  });

  it("undoes the documented escapes, in either case of letters", () => {
    const url = "https://app.example/x?e=a%40b.se&u=https%3a%2F%2Fc.se%3Fd%21%24%27%28%29%2A%2c%3B";
    const plain = "https://app.example/x?e=a@b.se&u=https://c.se?d!$'()*,;";
    const request = signed({ method: "GET", url, body: "" }, plain);
    expect(verifyHubspotSignature(SECRET, request, NOW).genuine).toBe(true);
    const raw = signed({ method: "GET", url, body: "" });
    expect(verifyHubspotSignature(SECRET, raw, NOW).genuine).toBe(false);
  });

  it.each(["%20", "%26", "%3D", "%25", "%2B", "%C3%A5", "%7E"])("leaves %s as it is", (kept) => {
    const url = `https://app.example/x?q=${kept}`;
    const request = signed({ method: "GET", url, body: "" });
    expect(verifyHubspotSignature(SECRET, request, NOW).genuine).toBe(true);
  });

  it("undoes no escape twice", () => {
    const request = signed({ method: "GET", url: "https://app.example/x?q=%2540", body: "" });
    expect(verifyHubspotSignature(SECRET, request, NOW).genuine).toBe(true);
  });

  it("covers letters beyond ASCII in the body", () => {
    const request = signed({
      method: "POST",
      url: "https://app.example/x",
      body: '{"a":"Åsa 🌱"}',
    });
    expect(verifyHubspotSignature(SECRET, request, NOW).genuine).toBe(true);
  });
});

describe("what a page has HubSpot sign", () => {
  const who = "portalId=33&userId=7&userEmail=eve%40example.com&appId=1";
  // HubSpot undoes the escape before it signs.
  const plain = who.replace("%40", "@");

  it("is genuine at the doors of pages", () => {
    const url = "https://app.example/apps/hubspot/v1/customers";
    const request = signed({ method: "GET", url: `${url}?${who}`, body: "" }, `${url}?${plain}`);
    expect(verifyHubspotSignature(SECRET, request, NOW)).toEqual({ genuine: true });
  });

  it.each([
    "/hooks/v1/apps/hubspot",
    "/HOOKS/v1/apps/hubspot/",
    "/apps/hubspot/actions/enrol",
    "/apps/hubspot/actions/enrol/",
    "/apps/hubspot/ACTIONS/stop",
    "/Apps/hubspot/actions/enrol",
    "/apps/hubspot/v1/../actions/enrol",
  ])("is not at %s, where the body names the portal", (path) => {
    const url = `https://app.example${path}`;
    const body = '[{"portalId":44,"subscriptionType":"contact.privacyDeletion","objectId":1}]';
    for (const query of [who, "portalId=33", "userId=7", "%70ortalId=33"]) {
      const request = signed(
        { method: "POST", url: `${url}?${query}`, body },
        `${url}?${query.replace("%40", "@")}`,
      );
      const verdict = verifyHubspotSignature(SECRET, request, NOW);
      expect(verdict).toMatchObject({ genuine: false, reason: expect.stringMatching(/a page/) });
    }
    const own = signed({ method: "POST", url, body });
    expect(verifyHubspotSignature(SECRET, own, NOW)).toEqual({ genuine: true });
  });
});

describe("version 2", () => {
  const headers = { "x-hubspot-signature": V2, "x-hubspot-signature-version": "v2" };

  function action(url: string, version = "v2"): InboundRequest {
    const signature = createHash("sha256").update(`${SECRET}POST${url}{}`).digest("hex");
    return {
      method: "POST",
      url,
      body: "{}",
      headers: { "x-hubspot-signature": signature, "x-hubspot-signature-version": version },
    };
  }

  it("is made as HubSpot's vector is", () => {
    const { method, url, body } = VECTOR;
    const made = createHash("sha256").update(`${SECRET}${method}${url}${body}`).digest("hex");
    expect(made).toBe(V2);
  });

  it("is taken at the door of a workflow action, and only of version 2", () => {
    const url = "https://app.example/apps/hubspot/actions/enrol";
    expect(verifyHubspotSignature(SECRET, action(url), NOW).genuine).toBe(true);
    expect(verifyHubspotSignature(SECRET, action(url, "v1"), NOW).genuine).toBe(false);
    const changed = { ...action(url), body: "{ }" };
    expect(verifyHubspotSignature(SECRET, changed, NOW).genuine).toBe(false);
  });

  it("is taken nowhere else, for it says nothing of when it was sent", () => {
    expect(verifyHubspotSignature(SECRET, { ...VECTOR, headers }, NOW).genuine).toBe(false);
    const hook = action("https://app.example/hooks/v1/apps/hubspot");
    expect(verifyHubspotSignature(SECRET, hook, NOW).genuine).toBe(false);
    const query = action("https://app.example/hooks/v1/apps/hubspot?x=/actions/enrol");
    expect(verifyHubspotSignature(SECRET, query, NOW).genuine).toBe(false);
    const page = action("https://app.example/apps/hubspot/v1/customers/actions/card");
    expect(verifyHubspotSignature(SECRET, page, NOW).genuine).toBe(false);
  });
});
