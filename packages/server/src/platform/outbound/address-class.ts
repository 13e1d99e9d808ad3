import ipaddr from 'ipaddr.js';

/**
 * `public`: may be called. `private`: only where the operator named the host. `never`: services of a cloud that hand out
 * credentials, and what is no address of one host; not even then.
 */
export type AddressClass = 'public' | 'private' | 'never';

const neverRanges: readonly string[] = ['linkLocal', 'unspecified', 'broadcast', 'multicast'];

/** Metadata services that do not live in the link-local range. */
const metadataAddresses: readonly string[] = ['100.100.100.200', '168.63.129.16', 'fd00:ec2::254'];

/** The class of one address as the resolver gave it. Addresses that carry another one inside are judged by that one. */
export function addressClass(text: string): AddressClass {
  if (!ipaddr.isValid(text)) return 'never';
  const address = innermost(ipaddr.parse(text));
  const range = address.range();
  const isMetadata = metadataAddresses.some((known) => ipaddr.parse(known).toString() === address.toString());
  if (isMetadata || neverRanges.includes(range)) return 'never';
  return range === 'unicast' ? 'public' : 'private';
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** IPv4 inside IPv6: mapped, compatible, NAT64 and 6to4 all end at the address they carry. */
function innermost(address: Address): Address {
  if (address.kind() === 'ipv4') return address;
  const bytes = address.toByteArray();
  const range = address.range();
  const isAtEnd = ['ipv4Mapped', 'rfc6145', 'rfc6052'].includes(range) || isCompatible(bytes);
  if (isAtEnd) return ipaddr.fromByteArray(bytes.slice(12));
  return range === '6to4' ? ipaddr.fromByteArray(bytes.slice(2, 6)) : address;
}

/** `::a.b.c.d` without `::` and `::1`. */
function isCompatible(bytes: readonly number[]): boolean {
  return bytes.slice(0, 12).every((byte) => byte === 0) && bytes.slice(12, 14).some((byte) => byte !== 0);
}
