import { recordingLog } from "@perennial/connector-kit/testing";
import { ConnectorError, ManualClock } from "@perennial/contract";
import { expect, it } from "vitest";
import type { HubspotClient } from "../hubspot-client.ts";
import { HubspotSettings } from "../hubspot-settings.ts";
import { createHubspotWriting } from "./hubspot-writing.ts";

const lost = () =>
  Promise.reject(
    new ConnectorError({
      ...{ connector: "hubspot", kind: "unavailable", message: "cut off" },
      ...{ maybeDone: true, retryAfter: 2_000 },
    }),
  );

const client: HubspotClient = {
  request: lost,
  batch: lost,
  account: lost,
  scopes: async () => undefined,
};

function writing() {
  return createHubspotWriting({
    client,
    settings: HubspotSettings.parse({ portalId: "33" }),
    context: {
      clock: new ManualClock("2026-11-22T08:00:00.000Z"),
      log: recordingLog(),
      abort: new AbortController().signal,
    },
  });
}

it("a read whose answer is lost leaves nothing open", async () => {
  const { client: own, catalog, owners } = writing();
  const path = ["x"];
  const reads = [
    own.request({ method: "GET", path }),
    own.request({ method: "POST", path, readOnly: true }),
    own.batch(path, [], { readOnly: true }),
    own.account(),
    catalog.of("contacts"),
    owners.idOf("kundvård"),
  ];
  for (const read of reads) {
    await expect(read).rejects.toMatchObject({ maybeDone: false, retryAfter: 2_000 });
  }
});

it("a write whose answer is lost may have been done", async () => {
  const { client: own } = writing();
  const path = ["x"];
  for (const write of [own.request({ method: "POST", path }), own.batch(path, [])]) {
    await expect(write).rejects.toMatchObject({ maybeDone: true });
  }
});
