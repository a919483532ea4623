import type { InboundRequest } from "@perennial/contract";
import { describe, expect, it } from "vitest";
import { pageCaller } from "./page-caller.ts";
import { workflowAction, workflowAnswer } from "./workflow-action.ts";

function request(url: string, body: unknown = ""): InboundRequest {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { method: "POST", url, headers: {}, body: text };
}

describe("who asks from a page", () => {
  const page = "https://app.example/apps/hubspot/v1/settings";

  it("is the portal and the user of the address", () => {
    const url = `${page}?userId=7&portalId=33&userEmail=Ada%40Example.com&appId=1`;
    expect(pageCaller(request(url))).toEqual({ account: "33", user: "ada@example.com" });
  });

  it("is the user's id where there is no e-mail address", () => {
    expect(pageCaller(request(`${page}?userId=7&portalId=33`))).toEqual({
      account: "33",
      user: "7",
    });
  });

  it("is never taken from the body", () => {
    const body = { portalId: 44, userEmail: "eve@example.com" };
    expect(pageCaller(request(`${page}?userId=7&portalId=33`, body))?.account).toBe("33");
    expect(pageCaller(request(page, body))).toBeUndefined();
  });

  it.each([
    "?portalId=33",
    "?userEmail=ada%40example.com",
    "?portalId=x&userId=7",
    "?portalId=33&portalId=44&userId=7",
    "?portalId=33&userEmail=%20",
  ])("is nobody with the query %s", (query) => {
    expect(pageCaller(request(`${page}${query}`))).toBeUndefined();
  });

  it("is the id where the address names two e-mail addresses", () => {
    const url = `${page}?portalId=33&userEmail=a%40example.com&userEmail=b%40example.com&userId=7`;
    expect(pageCaller(request(url))).toEqual({ account: "33", user: "7" });
  });

  it("is nobody with an address that is none", () => {
    expect(pageCaller(request("/apps?portalId=33&userId=7"))).toBeUndefined();
  });
});

describe("what a workflow asks for", () => {
  const door = "https://app.example/apps/hubspot/actions/enrol";
  const execution = {
    callbackId: "ap-102670506-56776413549-7-0",
    origin: { portalId: 102670506, actionDefinitionId: 10646377, actionDefinitionVersion: 1 },
    context: { source: "WORKFLOWS", workflowId: 192814114 },
    object: { objectId: 904, properties: { email: "a@example.com" }, objectType: "CONTACT" },
    inputFields: { program: "renewal-30d" },
  };

  it.each(["enrol", "stop"] as const)("%s is for the contact, once for its callback", (kind) => {
    expect(workflowAction(kind, request(door, execution))).toEqual({
      kind,
      account: "102670506",
      id: "ap-102670506-56776413549-7-0",
      customerId: "904",
      program: "renewal-30d",
      by: "HubSpot workflow 192814114",
    });
  });

  it("the list of programs may be searched", () => {
    const asked = {
      origin: { portalId: 33 },
      inputFieldName: "program",
      fetchOptions: { q: " ren " },
    };
    expect(workflowAction("programs", request(door, asked))).toEqual({
      kind: "list-programs",
      account: "33",
      search: "ren",
    });
    expect(workflowAction("programs", request(door, { origin: { portalId: 33 } }))).toEqual({
      kind: "list-programs",
      account: "33",
    });
  });

  it.each([
    ["no callback", { ...execution, callbackId: "" }, "callbackId"],
    ["no portal", { ...execution, origin: {} }, "origin.portalId"],
    [
      "a deal",
      { ...execution, object: { ...execution.object, objectType: "DEAL" } },
      "object.objectType",
    ],
    ["no program", { ...execution, inputFields: {} }, "inputFields.program"],
    ["nothing", "", "body"],
    ["a list", [], "body"],
  ])("%s is said to be wrong, at its place", (_, body, place) => {
    expect(workflowAction("enrol", request(door, body))).toMatchObject({ place });
  });

  it("another action is said to be none", () => {
    expect(workflowAction("../enrol", request(door, execution))).toMatchObject({ place: "body" });
  });
});

describe("what a workflow is answered", () => {
  it("what is taken succeeds", () => {
    const { status, body } = workflowAnswer({ kind: "taken" });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({ outputFields: { hs_execution_state: "SUCCESS" } });
  });

  it("what is refused fails and lets the contact go on, with the reason", () => {
    const { status, body } = workflowAnswer({
      kind: "refused",
      message: "There is no such program.",
    });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      outputFields: { hs_execution_state: "FAIL_CONTINUE", message: "There is no such program." },
    });
  });

  it("programs are options with their names", () => {
    const programs = [{ id: "renewal-30d", name: "Förnyelse" }];
    const { body, headers } = workflowAnswer({ kind: "programs", programs });
    expect(headers["content-type"]).toContain("application/json");
    expect(JSON.parse(body)).toMatchObject({
      options: [{ label: "Förnyelse", value: "renewal-30d" }],
    });
  });
});
