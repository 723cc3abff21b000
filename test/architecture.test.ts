import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Import } from './architecture/imports.ts';
import { importsOf, packageOf, sourceFiles } from './architecture/imports.ts';
import { ROOMS } from './architecture/rooms.ts';

const ROOT = join(import.meta.dirname, '..');
const PACKAGES = readdirSync(join(ROOT, 'packages'));

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function manifestOf(room: string): Manifest {
  return JSON.parse(readFileSync(join(ROOT, 'packages', room, 'package.json'), 'utf8')) as Manifest;
}

function importsOfRoom(room: string): Import[] {
  return sourceFiles(join(ROOT, 'packages', room, 'src')).flatMap(importsOf);
}

test('every package has its row in the table, and every row its package', () => {
  expect(PACKAGES.toSorted()).toEqual(Object.keys(ROOMS).toSorted());
});

describe.each(PACKAGES)('%s', (room) => {
  const outside = importsOfRoom(room).filter(({ module }) => !module.startsWith('.'));

  test('imports only what its row allows', () => {
    const allowed = ROOMS[room]?.mayImport ?? [];
    const strangers = outside.filter(({ module }) => !allowed.includes(packageOf(module)));
    expect(strangers.map(({ file, module }) => `${file.slice(ROOT.length + 1)} imports ${module}`)).toEqual([]);
  });

  test('declares what it imports, and nothing that it does not', () => {
    const { name, dependencies = {}, peerDependencies = {}, devDependencies = {} } = manifestOf(room);
    const brought = ROOMS[room]?.hostBrings ?? [];
    const own = outside.filter(({ module }) => !brought.includes(named(module)));
    const used = new Set(own.filter(({ isTypeOnly }) => !isTypeOnly).map(({ module }) => named(module)));
    const all = new Set(own.map(({ module }) => named(module)));
    const runtime = new Set([...Object.keys(dependencies), ...Object.keys(peerDependencies)]);
    const known = new Set([...runtime, ...Object.keys(devDependencies), name]);
    expect([...used].filter((module) => !module.startsWith('node:') && !runtime.has(module))).toEqual([]);
    expect([...all].filter((module) => !module.startsWith('node:') && !known.has(module))).toEqual([]);
    const text = [...sourceFiles(join(ROOT, 'packages', room, 'src')), ...uiFiles(room)]
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    expect(Object.keys(dependencies).filter((module) => !text.includes(module))).toEqual([]);
  });

  test('keeps its index free of logic', () => {
    for (const index of sourceFiles(join(ROOT, 'packages', room, 'src')).filter((file) => file.endsWith('/index.ts'))) {
      if (ROOMS[room]?.isShell) continue;
      const code = readFileSync(index, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      expect(code.replaceAll(/export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s+from\s+'[^']+';/g, '').trim()).toBe('');
    }
  });

  test('has a README that says what it is for', () => {
    expect(existsSync(join(ROOT, 'packages', room, 'README.md'))).toBe(true);
  });

  test('is referenced by its TypeScript project for every package of ours that it uses', () => {
    const project = JSON.parse(readFileSync(join(ROOT, 'packages', room, 'tsconfig.json'), 'utf8')) as {
      references: { path: string }[];
    };
    const referenced = new Set(project.references.map(({ path }) => path.replace('../', '')));
    const ours = outside
      .filter(({ module }) => module.startsWith('@nightlatch/'))
      .map(({ module }) => module.split('/')[1]);
    expect([...new Set(ours)].filter((name) => name !== undefined && !referenced.has(name))).toEqual([]);
  });
});

test('nothing imports a shell, no bridge a source, no source the state or the alarm', () => {
  const shells = PACKAGES.filter((room) => ROOMS[room]?.isShell).map((room) => manifestOf(room).name);
  const breaches = PACKAGES.flatMap((room) =>
    importsOfRoom(room)
      .map(({ module }) => packageOf(module))
      .filter(
        (module) =>
          shells.includes(module) ||
          (room.startsWith('bridge-') && module.startsWith('@nightlatch/source-')) ||
          (room.startsWith('source-') && ['@nightlatch/state', '@nightlatch/alarm'].includes(module)),
      )
      .map((module) => `${room} imports ${module}`),
  );
  expect(breaches).toEqual([]);
});

test('the paths and commands that the docs quote exist', () => {
  const documents = [
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    ...listMarkdown('docs'),
    ...PACKAGES.map((room) => `packages/${room}/README.md`),
  ];
  const scripts = Object.keys(
    (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }).scripts,
  );
  const missing = documents.flatMap((document) => {
    const text = readFileSync(join(ROOT, document), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, target = '']) => target);
    const broken = links.filter((target) => !existsSync(join(ROOT, document, '..', target)));
    const paths = [...text.matchAll(/`((?:packages|test|docs|examples|scripts|bench|flows)\/[\w./-]+)`/g)].map(
      ([, path = '']) => path,
    );
    const gone = paths.filter((path) => !existsSync(join(ROOT, path)));
    const runs = [...text.matchAll(/npm run ([\w:-]+)/g)]
      .map(([, script = '']) => script)
      .filter((script) => !scripts.includes(script));
    return [...broken, ...gone, ...runs.map((script) => `npm run ${script}`)].map((what) => `${document}: ${what}`);
  });
  expect(missing).toEqual([]);
});

test('the pages that the sources name exist', () => {
  const missing = PACKAGES.flatMap((room) => sourceFiles(join(ROOT, 'packages', room, 'src'))).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bdocs\/[\w/-]+\.md\b/g)]
      .filter(([page]) => !existsSync(join(ROOT, page)))
      .map(([page]) => `${file}: ${page}`),
  );
  expect(missing).toEqual([]);
});

test('no two decisions have one number', () => {
  const numbers = readdirSync(join(ROOT, 'docs', 'decisions')).map((file) => file.slice(0, 4));
  expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
});

/** The npm package of a module: `@nightlatch/link` for `@nightlatch/link/host`. */
function named(module: string): string {
  return module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
}

function uiFiles(room: string): string[] {
  const folder = join(ROOT, 'packages', room, 'homebridge-ui');
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.js'))
        .map((file) => join(folder, file))
    : [];
}

function listMarkdown(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file));
}
