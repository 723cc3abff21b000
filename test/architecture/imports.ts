import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every source file below a folder, tests left out. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts') && !file.endsWith('.d.ts'))
    .map((file) => join(folder, file));
}

/** A module that a file imports; `isTypeOnly` when nothing of it is left at run time. */
export interface Import {
  readonly file: string;
  readonly module: string;
  readonly isTypeOnly: boolean;
}

const STATEMENT = /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const CALL = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Reads what a file imports, by statement and by call. */
export function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
  const statements = [...text.matchAll(STATEMENT)].map(([, type, module = '']) => ({
    file,
    module,
    isTypeOnly: Boolean(type),
  }));
  const calls = [...text.matchAll(CALL)].map(([, module = '']) => ({ file, module, isTypeOnly: false }));
  return [...statements, ...calls];
}

/** The package that a module belongs to, our own with their entry: `mqtt`, `@nightlatch/link/host`, `node`. */
export function packageOf(module: string): string {
  if (module.startsWith('node:')) return 'node';
  if (module.startsWith('@nightlatch/')) return module;
  const parts = module.split('/');
  return module.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? module);
}
