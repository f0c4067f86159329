import { readSmtp } from './smtp-url.ts';

describe('a mail server given in the environment', () => {
  it('is host, port and encryption by the address, with its name in the From', () => {
    expect(readSmtp('smtps://asha%40x.org:p%23ss@mail.example.org', 'Night School <school@example.org>')).toEqual({
      settings: {
        host: 'mail.example.org',
        port: 465,
        security: 'tls',
        user: 'asha@x.org',
        fromName: 'Night School',
        fromAddress: 'school@example.org',
      },
      password: 'p#ss',
    });
    expect(readSmtp('smtp://mail.example.org', 'school@example.org')?.settings).toMatchObject({
      port: 587,
      security: 'starttls',
      user: '',
      fromName: 'Dryrun',
    });
    expect(readSmtp('smtp://catcher:1025?security=none', 'a@b.c')?.settings).toMatchObject({
      host: 'catcher',
      port: 1025,
      security: 'none',
    });
    expect(readSmtp('smtp://[::1]:25', 'a@b.c')?.settings.host).toBe('::1');
    expect(readSmtp(undefined, 'a@b.c')).toBeNull();
  });

  it('is refused without a usable From, or with an encryption nobody knows', () => {
    for (const from of [undefined, '', 'nobody', 'a@b.c, d@e.f', 'X <a@b.c>\r\nBcc: d@e.f'])
      expect(() => readSmtp('smtp://mail.example.org', from)).toThrow('MAIL_FROM');
    expect(() => readSmtp('smtp://mail.example.org?security=maybe', 'a@b.c')).toThrow('?security=');
  });
});
