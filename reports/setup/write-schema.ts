import { publishedSchema } from '../assessment-schema.ts';
import { writeWhole } from '../write-out.ts';

/** Where the schema of `assess --json` is published. */
export const SCHEMA_FILE = new URL('../assessment.schema.json', import.meta.url);

/** The file's text; a test compares it with what is published. */
export const schemaText = (): string => `${JSON.stringify(publishedSchema(), null, 2)}\n`;

if (import.meta.main) await writeWhole(SCHEMA_FILE.pathname, schemaText());
