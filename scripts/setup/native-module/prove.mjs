// Run by Node and by Electron's Node: opens a database with the native SQLite module and searches it, which is
// more than loading it, for a binary that does not fit loads and then crashes.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [packageFolder] = process.argv.slice(2);
const Database = createRequire(pathToFileURL(`${packageFolder}/`))(packageFolder);

const database = new Database(':memory:');
database.exec(`CREATE VIRTUAL TABLE lyrics USING fts5(line); INSERT INTO lyrics VALUES ('the sea at night')`);
const found = database.prepare('SELECT line FROM lyrics WHERE lyrics MATCH ?').all('nig*');
database.close();

if (found.length !== 1) throw new Error('The full-text search found nothing.');
console.log('works');
