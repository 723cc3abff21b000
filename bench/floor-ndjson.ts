/** Reads a file of one JSON object a line, and parses each: what every program that reads a recording must do. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const [file = ''] = process.argv.slice(2);
let lines = 0;
for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
  const value: unknown = JSON.parse(line);
  if (typeof value === 'object') lines += 1;
}
process.stdout.write(`${lines}\n`);
