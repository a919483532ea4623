import { describe, expect, test } from "vitest";
import { NotPublicError, type Resolve } from "./public-only.ts";
import { isReachable } from "./special-addresses.ts";
import { entry, refusal, resolving } from "./testing/ask-public.ts";

describe("no request goes to", () => {
  test.each([
    "https://127.0.0.1/",
    "https://127.1/",
    "https://0x7f.1/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://017700000001/",
    "https://2130706433/",
    "https://127.0.0.1./",
    "https://127.255.255.254/",
    "https://１２７.0.0.1/",
    "https://127。0。0。1/",
    "https://%31%32%37.0.0.1/",
    "https://0/",
    "https://0.0.0.0/",
    "https://10.0.0.1/",
    "https://172.16.0.1/",
    "https://172.31.255.255/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://0xa9fea9fe/",
    "https://2852039166/",
    "https://168.63.129.16/",
    "https://192.0.0.192/",
    "https://198.18.0.1/",
    "https://224.0.0.1/",
    "https://255.255.255.255/",
    "https://[::1]/",
    "https://[::]/",
    "https://[0:0:0:0:0:0:0:1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[64:ff9b:1::a00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[2001:0:7f00:1::]/",
    "https://[fe80::1]/",
    "https://[fec0::1]/",
    "https://[fc00::1]/",
    "https://[fd00:ec2::254]/",
    "https://[ff02::1]/",
    "https://[2001:db8::1]/",
  ])("%s, an address of ours however it is written", async (url) => {
    const error = await refusal(url);
    expect(error).toBeInstanceOf(NotPublicError);
    expect(error).toMatchObject({ message: expect.stringContaining("public address") });
  });

  test.each([
    ["localtest.example", ["127.0.0.1"]],
    ["10-0-0-1.nip.example", ["10.0.0.1"]],
    ["metadata.google.internal", ["169.254.169.254"]],
    ["localhost.", ["127.0.0.1", "::1"]],
    ["mapped.example", ["::ffff:10.0.0.1"]],
    ["nat64.example", ["64:ff9b::a9fe:a9fe"]],
    ["scoped.example", ["fe80::1%eth0"]],
    ["mixed.example", ["93.184.216.34", "10.0.0.1"]],
    ["mixed-six.example", ["2606:2800:21f::1", "::1"]],
    ["empty.example", []],
    ["odd.example", ["not an address"]],
  ])("%s, a name that stands for %j", async (name, addresses) => {
    const error = await refusal(`https://${name}/`, { resolve: resolving(...addresses) });
    expect(error).toBeInstanceOf(NotPublicError);
    for (const address of addresses) expect(String(error)).not.toContain(address);
  });

  test.each([
    "https://user:password@crm.example/",
    "https://user@crm.example/",
    "https://crm.example@127.0.0.1/",
    "http://crm.example/",
    "ftp://crm.example/",
    "file:///etc/passwd",
    "gopher://crm.example/",
    "https://crm.example:22/",
    "https://crm.example:6379/",
    "https://crm.example:80/",
    "https://[fe80::1%25eth0]/",
    "crm.example",
    "",
  ])("%s, an address that is not plain https", async (url) => {
    let asked = 0;
    const resolve: Resolve = async () => {
      asked += 1;
      return [entry("93.184.216.34")];
    };
    expect(await refusal(url, { resolve })).toBeInstanceOf(NotPublicError);
    expect(asked).toBe(0);
  });
});

test("the internet can be reached, and its neighbours cannot", () => {
  const open = ["1.1.1.1", "93.184.216.34", "172.32.0.1", "192.169.0.1", "100.128.0.1"];
  const six = ["2606:4700::1111", "2a00:1450:400f::200e"];
  for (const address of [...open, ...six])
    expect([address, isReachable(address)]).toEqual([address, true]);
  const opened = ["loopback", "private"] as const;
  for (const metadata of ["169.254.169.254", "fd00:ec2::254", "100.100.100.200", "168.63.129.16"]) {
    expect([metadata, isReachable(metadata, opened)]).toEqual([metadata, false]);
  }
  expect(isReachable("10.0.0.1", opened)).toBe(true);
  expect(isReachable("10.0.0.1", ["loopback"])).toBe(false);
});
