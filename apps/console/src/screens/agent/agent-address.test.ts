import { expect, test } from "vitest";
import { agentAddress, lookedFor } from "./agent-address.ts";

test("an address is read as a telephone system and the console's own links write it", () => {
  expect(agentAddress("?phone=%2B46701112233&call=C-1&errand=renew")).toEqual({
    ...{ phone: "+46701112233", call: "C-1", errand: "renew" },
  });
  expect(agentAddress("?customer=735999100000000017")).toEqual({ customer: "735999100000000017" });
  expect(agentAddress('?customer="4711"&direction=out')).toEqual({
    ...{ customer: "4711", direction: "out" },
  });
  expect(agentAddress("?direction=sideways&phone=")).toEqual({});
});

test.each([
  ["070-111 22 33", { phone: "070-111 22 33" }],
  ["+46 (0)70 111 22 33", { phone: "+46 (0)70 111 22 33" }],
  [" 0046701112233 ", { phone: "0046701112233" }],
  ["K-1", { entered: "K-1" }],
  ["4711", { entered: "4711" }],
  ["  ", {}],
])("%j is looked for as %j", (typed, expected) => {
  expect(lookedFor(typed)).toEqual(expected);
});
