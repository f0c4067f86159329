import { meetingTemplateFault, meetingUrl } from './meeting-template.ts';

describe('a template of meeting links', () => {
  it('puts the mock’s own name wherever it is wanted', () => {
    const template = 'https://meet.example.org/dryrun-{interview}?subject={interview}#x';
    expect(meetingTemplateFault(template)).toBeNull();
    expect(meetingUrl(template, 'a/b')).toBe('https://meet.example.org/dryrun-a%2Fb?subject=a%2Fb#x');
  });

  it.each([
    ['https://meet.example.org/room', 'one place'],
    ['https://meet.example.org/{room}/{interview}', '{room}'],
    ['https://meet.example.org/{}/{interview}', '{}'],
    ['http://meet.example.org/{interview}', 'https://'],
    ['javascript:alert({interview})', 'https://'],
    ['{interview}', 'https://'],
    ['https://{interview}.example.org/', 'behind the host'],
    ['https://meet.example.org/{interview', 'one place'],
    ['https://meet.example.org/{interview}}', 'https://'],
    ['https://meet.example.org/a b/{interview}', 'https://'],
  ])('says what is wrong with %s', (template, words) => {
    expect(meetingTemplateFault(template)).toContain(words);
  });
});
