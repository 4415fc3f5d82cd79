import { describe, expect, it } from "vitest";
import { addressOf, isLocalName, isPublicAddress } from "../../src/sources/addresses.ts";

// Ranges from IANA's special-purpose address registries; public ones are well-known name servers.
const publicOnes = [
  "8.8.8.8",
  "1.1.1.1",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "192.167.0.1",
  "223.255.255.255",
  "2606:4700:4700::1111",
  "2001:4860:4860::8888",
  "2a00:1450::1",
];
const privateOnes = [
  "0.0.0.0",
  "10.0.0.1",
  "10.255.255.255",
  "100.64.0.1",
  "127.0.0.1",
  "127.255.255.255",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.8",
  "192.0.2.1",
  "192.168.0.1",
  "198.18.0.1",
  "198.51.100.1",
  "203.0.113.1",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "::ffff:8.8.8.8",
  "64:ff9b::a00:1",
  "fc00::1",
  "fd12:3456::1",
  "fe80::1",
  "fe80::1%eth0",
  "ff02::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "2001::1",
  "100::1",
];
const unreadable = [
  "",
  "localhost",
  "1.2.3",
  "1.2.3.4.5",
  "256.1.1.1",
  "1:2:3",
  "1::2::3",
  "2606:4700:4700::1111::",
  "g::1",
  "1:2:3:4:5:6:7:8:9",
];

describe("addresses", () => {
  it.each(publicOnes)("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([...privateOnes, ...unreadable])("'%s' is not", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  const hosts: readonly (readonly [string, string | null])[] = [
    ["https://events.example.org/", null],
    ["https://127.0.0.1/", "127.0.0.1"],
    ["https://2130706433/", "127.0.0.1"],
    ["https://0x7f.1/", "127.0.0.1"],
    ["https://0177.0.0.1/", "127.0.0.1"],
    ["https://127.1/", "127.0.0.1"],
    ["https://１２７.0.0.1/", "127.0.0.1"],
    ["https://[::1]/", "::1"],
    ["https://[::ffff:127.0.0.1]/", "::ffff:7f00:1"],
  ];
  it.each(hosts)("the host of %s is the address %s, however it is written", (url, address) => {
    expect(addressOf(new URL(url).hostname)).toBe(address);
  });

  it.each(["localhost", "localhost.", "app.localhost", "printer.local", "db.internal", "metadata", "x.home.arpa"])(
    "%s is a local name",
    (name) => {
      expect(isLocalName(name)).toBe(true);
    },
  );

  it.each(["events.example.org", "local.example.org", "internal.org"])("%s is not", (name) => {
    expect(isLocalName(name)).toBe(false);
  });
});
