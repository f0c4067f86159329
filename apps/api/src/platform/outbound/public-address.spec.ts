import { isPublicAddress } from './public-address.ts';

describe('addresses that the server may connect to on somebody’s behalf', () => {
  it.each(['1.1.1.1', '8.8.8.8', '93.184.216.34', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::5'])(
    'are public ones: %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ...['0.0.0.0', '10.0.0.1', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1'],
    ...['172.31.255.255', '192.0.0.1', '192.168.1.1', '198.18.0.1', '203.0.113.5', '224.0.0.1', '255.255.255.255'],
    ...['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '100::1', '2001:db8::1'],
    // IPv4 in disguise: mapped, translated, 6to4, Teredo
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:a9fe:a9fe', '::ffff:10.0.0.1', '64:ff9b::7f00:1'],
    ...['64:ff9b:1::1', '2002:7f00:1::', '2001:0:53aa::1', '::127.0.0.1', '3fff::1'],
    ...['localhost', '', '127.1', '0x7f000001', '2130706433', '1.2.3.4.5', '1.2.3.4:80'],
  ])('are never local, private, reserved or unreadable ones: %s', (address) =>
    expect(isPublicAddress(address)).toBe(false),
  );

  it('are judged by the IPv4 address that a mapped one stands for', () => {
    expect(isPublicAddress('::ffff:8.8.8.8')).toBe(true);
    expect(isPublicAddress('::ffff:808:808')).toBe(true);
  });
});
