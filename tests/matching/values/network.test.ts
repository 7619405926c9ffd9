import { BlockList, isIP, isIPv4 } from "node:net";
import { expect } from "chai";
import fc from "fast-check";
import {
  contains,
  describeNetwork,
  hasHostBits,
  parseNetwork,
} from "../../../harness/matching/values/network.ts";

/** Text, and the network as it is written in full; null if it is none. */
const NETWORKS: readonly (readonly [string, string | null])[] = [
  ["10.0.0.0/8", "10.0.0.0/8"],
  ["10.1.2.3/8", "10.0.0.0/8"],
  ["192.168.129.7/17", "192.168.128.0/17"],
  ["1.2.3.4", "1.2.3.4/32"],
  ["0.0.0.0/0", "0.0.0.0/0"],
  ["10.0.0.0/255.0.0.0", "10.0.0.0/8"],
  ["10.0.0.0/255.255.255.255", "10.0.0.0/32"],
  ["10.0.0.0/0.0.0.0", "0.0.0.0/0"],
  ["10.0.0.0/255.0.255.0", null],
  ["10.0.0.0/33", null],
  ["10.0.0.0/", null],
  ["10.0.0.0/-1", null],
  ["10.0.0.0/8/8", null],
  ["10.0.0/8", null],
  ["10.0.0.256", null],
  ["010.0.0.0", null],
  ["1.2.3.4.5", null],
  ["1..2.3", null],
  [" 1.2.3.4", null],
  ["", null],
  ["/8", null],
  ["::1", "0:0:0:0:0:0:0:1/128"],
  ["::", "0:0:0:0:0:0:0:0/128"],
  ["::/0", "0:0:0:0:0:0:0:0/0"],
  ["fe80::1/10", "fe80:0:0:0:0:0:0:0/10"],
  ["FE80::ABCD/112", "fe80:0:0:0:0:0:0:0/112"],
  ["2001:db8:0:1:2:3:4:5", "2001:db8:0:1:2:3:4:5/128"],
  ["2001:db8::1:0:0/64", "2001:db8:0:0:0:0:0:0/64"],
  ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0/128"],
  ["::ffff:1.2.3.4", "0:0:0:0:0:ffff:102:304/128"],
  ["1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304/128"],
  ["fe80::1%eth0/64", "fe80:0:0:0:0:0:0:0/64"],
  ["fe80::/129", null],
  ["fe80::/255.0.0.0", null],
  ["1:2:3:4:5:6:7:8:9", null],
  ["1:2:3:4:5:6:7", null],
  ["1:2:3:4:5:6:7:8::", null],
  ["1::2::3", null],
  [":::", null],
  [":1", null],
  ["1:", null],
  ["12345::", null],
  ["::g", null],
  ["1.2.3.4::", null],
  ["::1.2.3.4:5", null],
  ["::1.2.3", null],
  ["fe80::1%", null],
  ["x", null],
];

describe("parseNetwork", () => {
  for (const [text, expected] of NETWORKS) {
    it(`reads ${JSON.stringify(text)} as ${expected ?? "nothing"}`, () => {
      const network = parseNetwork(text);
      expect(network && describeNetwork(network)).to.equal(expected);
    });
  }

  it("takes for an address what Node takes for one", () => {
    const group = fc.oneof(
      fc.constantFrom("", "0", "1", "ff", "ABCD", "12345", "g", "00"),
      fc.nat(300).map(String),
    );
    const text = fc.tuple(
      fc.array(group, { maxLength: 9 }),
      fc.constantFrom(".", ":"),
      fc.constantFrom("", "::1", ":1.2.3.4"),
    );
    fc.assert(
      fc.property(text, ([groups, sign, end]) => {
        const address = groups.join(sign) + end;
        expect(parseNetwork(address) !== null, address).to.equal(isIP(address) !== 0);
      }),
      { seed: 3, numRuns: 5000 },
    );
  });
});

describe("contains", () => {
  it("agrees with Node", () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(address, fc.nat(128), address, fc.boolean(), (base, bits, other, isNear) => {
        const version = isIPv4(base) ? "ipv4" : "ipv6";
        const prefix = version === "ipv4" ? bits % 33 : bits;
        const asked = isNear ? base : other;
        fc.pre((version === "ipv4") === isIPv4(asked));
        const list = new BlockList();
        list.addSubnet(base, prefix, version);
        expect(contains(parseNetwork(`${base}/${prefix}`)!, asked)).to.equal(
          list.check(asked, version),
        );
      }),
      { seed: 5, numRuns: 2000 },
    );
  });

  it("takes an IPv4 address that is written as IPv6 for IPv6", () => {
    expect(contains(parseNetwork("10.0.0.0/8")!, "::ffff:10.1.2.3")).to.equal(false);
    expect(contains(parseNetwork("::ffff:10.0.0.0/104")!, "::ffff:10.1.2.3")).to.equal(true);
    expect(contains(parseNetwork("::/0")!, "10.1.2.3")).to.equal(false);
  });

  it("leaves the zone out", () => {
    expect(contains(parseNetwork("fe80::/10")!, "fe80::1%12")).to.equal(true);
    expect(contains(parseNetwork("fe80::/10")!, "fe80::1%")).to.equal(false);
  });

  it("is false for what is no address", () => {
    for (const text of [
      "",
      "-",
      "localhost",
      "10.1.2",
      "10.1.2.3:80",
      "10.1.2.3/32",
      " 10.1.2.3",
      "0x0a010203",
    ])
      expect(contains(parseNetwork("0.0.0.0/0")!, text), text).to.equal(false);
  });
});

describe("hasHostBits", () => {
  it("tells addresses within a network from networks", () => {
    expect(
      ["10.1.2.3/8", "10.0.0.0/8", "10.1.2.3", "fe80::1/64", "fe80::/64", "x"].map(hasHostBits),
    ).to.deep.equal([true, false, false, true, false, false]);
  });
});
