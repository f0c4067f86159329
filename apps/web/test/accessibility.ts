import axe from 'axe-core';

/** What axe finds in the page as it stands; colours are left to the browser journeys, which have layout. */
export async function accessibilityFaults(page: Element = document.body): Promise<string[]> {
  const { violations } = await axe.run(page, {
    rules: { 'color-contrast': { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}
