import type { OpenApiDocument, OpenApiOperation } from './openapi-document.ts';

type Json = Record<string, unknown>;

/** The document as one page without scripts: readable under the strictest content policy, on a phone, and by a screen reader. */
export function openApiPage(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => ({ path, verb, operation })),
  );
  const byTag = Map.groupBy(operations, ({ operation }) => operation.tags[0] ?? '');
  const names = [...byTag.keys()];
  const schemas = Object.entries(document.components.schemas);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dryrun API</title><style>${STYLE}</style></head><body>
<header><h1>Dryrun API</h1><p>${escaped(document.info['description'])}</p>
<p><a href="/api/openapi.json">openapi.json</a> (OpenAPI ${document.openapi}) · ${operations.length} requests · ${schemas.length} shapes</p>
<nav aria-label="Sections">${[...names, 'shapes'].map((name) => `<a href="#${escaped(name)}">${escaped(name)}</a>`).join(' ')}</nav></header>
<main>${names.map((name) => section(name, byTag.get(name) ?? [])).join('\n')}
<section id="shapes"><h2>shapes</h2>${schemas.map(([name, of]) => shape(name, of)).join('\n')}</section></main>
</body></html>`;
}

function section(name: string, of: readonly { path: string; verb: string; operation: OpenApiOperation }[]): string {
  return `<section id="${escaped(name)}"><h2>${escaped(name)}</h2>${of.map(request).join('\n')}</section>`;
}

function request({ path, verb, operation }: { path: string; verb: string; operation: OpenApiOperation }): string {
  const parameters = (operation.parameters ?? []).map((p) =>
    '$ref' in p
      ? row('Idempotency-Key', 'header', 'a fresh random value for each intent')
      : row(String(p['name']), String(p['in']), words(p['schema'] as Json)),
  );
  const body = operation.requestBody ? `<p>Body: ${words(schemaOf(operation.requestBody))}</p>` : '';
  const answers = Object.entries(operation.responses).map(([status, answer]) => {
    const isProblem = Number(status) >= 400;
    const of = isProblem || !answer['content'] ? '' : ` ${words(schemaOf(answer))}`;
    return `<tr><th scope="row">${escaped(status)}</th><td>${inline(answer['description'])}${of}</td></tr>`;
  });
  return `<details id="${escaped(operation.operationId)}"><summary><b class="${escaped(verb)}">${escaped(verb.toUpperCase())}</b> <code>${escaped(path)}</code> <span>${escaped(operation.summary)}</span></summary>
<p>${inline(operation.description)}</p>${parameters.length > 0 ? `<table><caption>Sent</caption>${parameters.join('')}</table>` : ''}${body}
<table><caption>Answered</caption>${answers.join('')}</table></details>`;
}

function shape(name: string, of: Json): string {
  const required = new Set((of['required'] as string[] | undefined) ?? []);
  const properties = Object.entries((of['properties'] ?? {}) as Record<string, Json>);
  const inside =
    properties.length > 0
      ? `<table>${properties.map(([key, value]) => row(key, required.has(key) ? '' : 'optional', words(value))).join('')}</table>`
      : `<p>${words(of)}</p>`;
  return `<details id="shape-${escaped(name)}"><summary><code>${escaped(name)}</code></summary>${inside}</details>`;
}

function row(name: string, note: string, of: string): string {
  return `<tr><th scope="row"><code>${escaped(name)}</code>${note ? ` <i>${escaped(note)}</i>` : ''}</th><td>${of}</td></tr>`;
}

function schemaOf(part: Json): Json {
  const [content] = Object.values(part['content'] as Record<string, { schema: Json }>);
  return content?.schema ?? {};
}

/** A schema in a few words, with a link where it has a name. */
function words(of: Json): string {
  if (typeof of['$ref'] === 'string') {
    const name = of['$ref'].split('/').pop() ?? '';
    return `<a href="#shape-${escaped(name)}">${escaped(name)}</a>`;
  }
  const several = (of['anyOf'] ?? of['oneOf']) as Json[] | undefined;
  if (several) return several.map(words).join(' or ');
  if (Array.isArray(of['enum'])) return of['enum'].map((value) => `<code>${escaped(value)}</code>`).join(' · ');
  if ('const' in of) return `<code>${escaped(JSON.stringify(of['const']))}</code>`;
  if (Array.isArray(of['prefixItems'])) return `[${of['prefixItems'].map(words).join(', ')}]`;
  if (of['type'] === 'array') return `list of ${words((of['items'] ?? {}) as Json)}${limits(of, 'Items', 'items')}`;
  if (of['type'] === 'object' && of['properties']) {
    const inner = Object.entries(of['properties'] as Record<string, Json>);
    return `{ ${inner.map(([key, value]) => `<code>${escaped(key)}</code>: ${words(value)}`).join(', ')} }`;
  }
  const format = typeof of['format'] === 'string' ? ` (${escaped(of['format'])})` : '';
  return `${escaped(of['type'] ?? 'anything')}${format}${limits(of, 'Length', 'characters')}${limits(of, 'imum', '')}`;
}

function limits(of: Json, suffix: string, unit: string): string {
  const [min, max] = [of[`min${suffix}`], of[`max${suffix}`]];
  if (min === undefined && max === undefined) return '';
  return ` (${[min === undefined ? '' : `at least ${escaped(min)}`, max === undefined ? '' : `at most ${escaped(max)}`].filter(Boolean).join(', ')}${unit && ` ${unit}`})`;
}

/** Text with `code` marks. */
function inline(text: unknown): string {
  return escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function escaped(text: unknown): string {
  return String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; --text: light-dark(#16191d, #e8eaed); --muted: light-dark(#565d66, #a3abb5); --paper: light-dark(#fbfaf7, #14171a); --card: light-dark(#fff, #1d2125); --accent: light-dark(#0b6e69, #5cc8bf); --line: light-dark(#d9d7d0, #33393f); }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; font: 16px/1.5 Inter, 'Noto Sans', system-ui, sans-serif; color: var(--text); background: var(--paper); }
h1 { font-size: 1.75rem; line-height: 1.2; } h2 { font-size: 1.375rem; line-height: 1.2; margin-top: 2.5rem; }
p { max-width: 72ch; } a { color: var(--accent); } code { font: 0.875em 'JetBrains Mono', ui-monospace, monospace; overflow-wrap: anywhere; }
nav { display: flex; flex-wrap: wrap; gap: 0 1rem; } nav a { padding: 0.6rem 0; }
details { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin: 0.5rem 0; padding: 0 1rem; }
summary { padding: 0.6rem 0; cursor: pointer; } summary b { color: var(--accent); display: inline-block; min-width: 4rem; } summary span, i { color: var(--muted); }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1rem; } caption { text-align: left; color: var(--muted); }
th, td { border-top: 1px solid var(--line); padding: 0.4rem 0.75rem 0.4rem 0; text-align: left; vertical-align: top; font-weight: 400; } th { min-width: 9rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }`;
