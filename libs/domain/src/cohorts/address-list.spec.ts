import { addressOf, parseAddressList } from './address-list.ts';

describe('parseAddressList', () => {
  it('reads addresses by line, comma or semicolon, with or without names', () => {
    const list =
      'asha@example.org\n"Dev Malhotra" <Dev.M@Example.org>; Meera Iyer meera@example.org,\r\n  ,zoya+mock@sub.example.co.in';
    expect(parseAddressList(list).map(({ address, name }) => [address, name])).toEqual([
      ['asha@example.org', ''],
      ['dev.m@example.org', 'Dev Malhotra'],
      ['meera@example.org', 'Meera Iyer'],
      ['zoya+mock@sub.example.co.in', ''],
    ]);
  });

  it('keeps what it cannot read, so that somebody can mend it', () => {
    expect(parseAddressList('asha@\nnot an address\n<a@b.c')).toEqual([
      { text: 'asha@', address: null, name: '', isRepeated: false },
      { text: 'not an address', address: null, name: 'not an', isRepeated: false },
      { text: '<a@b.c', address: null, name: '', isRepeated: false },
    ]);
  });

  it('marks every further mention of an address, whatever its case', () => {
    expect(parseAddressList('a@example.org A@EXAMPLE.ORG\na@example.org').map((e) => e.isRepeated)).toEqual([
      false,
      true,
    ]);
  });
});

describe('addressOf', () => {
  it.each([
    'a@b',
    'a b@example.org',
    'a@exa mple.org',
    'a..b@example.org',
    'a@-x.org',
    'a@x-.org',
    '@example.org',
    'a@b.c\nBcc: x@y.z',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b'.repeat(250)}.org`,
  ])('takes nothing that is no address: %j', (text) => expect(addressOf(text)).toBeNull());
});
