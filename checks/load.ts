import { readdir } from 'node:fs/promises';
import type { Check } from './contract.ts';

/** Folders of `checks/` that hold the house's own machinery, not checks. */
const NOT_CHECKS = new Set(['survey', 'compare', 'concepts', 'drafting', 'observatory', 'pages']);

/** Loads every check. The folder is the registry: `checks/security/hsts.ts` is the check `security/hsts`. */
export const loadChecks = async (): Promise<ReadonlyMap<string, Check>> => {
  const root = new URL('./', import.meta.url);
  const groups = (await readdir(root, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && !NOT_CHECKS.has(entry.name))
    .map((entry) => entry.name)
    .sort();
  const checks = new Map<string, Check>();
  for (const group of groups) {
    const files = (await readdir(new URL(`${group}/`, root))).filter((file) => file.endsWith('.ts')).sort();
    for (const file of files) {
      const id = `${group}/${file.slice(0, -3)}`;
      const module = (await import(new URL(`${group}/${file}`, root).href)) as { check?: Check };
      if (!module.check) throw new Error(`checks/${id}.ts exports no "check": a check file declares exactly one with defineCheck`);
      checks.set(id, module.check);
    }
  }
  return checks;
};
