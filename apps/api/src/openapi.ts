import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { openApiDocument } from './platform/openapi/openapi-document.ts';

/** `npm run openapi`: writes the document of the contracts to the file named, or to standard output. */
const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;
const file = process.argv[2];
if (file) writeFileSync(file, text);
else process.stdout.write(text);
