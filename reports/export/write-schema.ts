import { writeWhole } from '../write-out.ts';
import { publishedExportSchema } from './export-schema.ts';

/** Where the schema of `export --format json` is published. */
export const EXPORT_SCHEMA_FILE = new URL('./export.schema.json', import.meta.url);
/** The file's text; a test compares it with what is published. */
export const exportSchemaText = (): string => `${JSON.stringify(publishedExportSchema(), null, 2)}\n`;

if (import.meta.main) await writeWhole(EXPORT_SCHEMA_FILE.pathname, exportSchemaText());
