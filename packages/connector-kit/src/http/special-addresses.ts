import { BlockList, isIP } from "node:net";

/** What of our own neighbourhood an operator may open; nothing else that is special ever is. */
export type OpenedRange = "loopback" | "private";

type Subnet = readonly [address: string, prefix: number];

const OPENABLE: Readonly<Record<OpenedRange, readonly Subnet[]>> = {
  loopback: [
    ["127.0.0.0", 8],
    ["::1", 128],
  ],
  private: [
    ["10.0.0.0", 8],
    ["172.16.0.0", 12],
    ["192.168.0.0", 16],
    ["fc00::", 7],
  ],
};

/** Where clouds tell a machine its own secrets: closed also among private addresses that are opened. */
const METADATA: readonly Subnet[] = [
  ["169.254.0.0", 16],
  ["fe80::", 10],
  ["100.100.100.200", 32],
  ["168.63.129.16", 32],
  ["192.0.0.192", 32],
  ["fd00:ec2::254", 128],
  ["fd20:ce::254", 128],
];

/** The special-purpose registries of IANA (RFC 6890 and what came after), apart from what can be opened. */
const SPECIAL: readonly Subnet[] = [
  ["0.0.0.0", 8],
  ["100.64.0.0", 10],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  // Protocol assignments (Teredo, ORCHID), documentation, and 6to4, which holds any IPv4 address.
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

/** All that is given out for use on the internet; IPv4-mapped, NAT64 and site-local addresses lie outside. */
const GLOBAL_UNICAST: readonly Subnet[] = [["2000::", 3]];

const never = listOf(METADATA);
const special = listOf([...SPECIAL, ...OPENABLE.loopback, ...OPENABLE.private]);
const global = listOf(GLOBAL_UNICAST);

/** Whether an address, written as a number, is one of the public internet or of a range that was opened. */
export function isReachable(address: string, opened: readonly OpenedRange[] = []): boolean {
  const family = familyOf(address);
  if (family === undefined || never.check(address, family)) return false;
  if (listOf(opened.flatMap((range) => OPENABLE[range])).check(address, family)) return true;
  if (family === "ipv6" && !global.check(address, family)) return false;
  return !special.check(address, family);
}

/** Whether an address, written as a number, is this machine itself. */
export function isLoopback(address: string): boolean {
  const family = familyOf(address);
  return family !== undefined && loopback.check(address, family);
}

const loopback = listOf(OPENABLE.loopback);

function familyOf(address: string): "ipv4" | "ipv6" | undefined {
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? "ipv4" : "ipv6";
}

function listOf(subnets: readonly Subnet[]): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of subnets) {
    list.addSubnet(address, prefix, familyOf(address) ?? "ipv4");
  }
  return list;
}
