/** What Mantine and the router ask of a browser and jsdom does not have: layout, media queries, scrolling. */
class NoLayoutObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

Object.defineProperty(window, 'matchMedia', {
  writable: true,
  value: (query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => {},
    removeEventListener: () => {},
    dispatchEvent: () => false,
  }),
});
Object.defineProperty(window, 'ResizeObserver', { writable: true, value: NoLayoutObserver });
Object.defineProperty(window, 'scrollTo', { writable: true, value: () => {} });
Object.defineProperty(Element.prototype, 'scrollIntoView', { writable: true, value: () => {} });
Object.defineProperty(document, 'fonts', { value: Object.assign(new EventTarget(), { ready: Promise.resolve() }) });
// Without a canvas axe skips what would need pixels.
Object.defineProperty(HTMLCanvasElement.prototype, 'getContext', { value: () => null });
