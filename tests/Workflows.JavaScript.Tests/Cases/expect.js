// Writes what Node.js answers to each case of a file behind it:  node expect.js FILE...
//
// A case is one line: an expression, or "% SCRIPT" whose completion value counts, or "! SCRIPT" that is parsed only. "⏎" stands for a line end.
// prelude.js has the functions that the cases use to show values.
const fs = require('fs'), path = require('path'), vm = require('vm');
const prelude = new vm.Script(fs.readFileSync(path.join(__dirname, 'prelude.js'), 'utf8'));

function answer(line) {
  const text = (/^[%!] /.test(line) ? line.slice(2) : `show(${line}\n)`).replaceAll('⏎', '\n');
  try {
    const script = new vm.Script(text);
    if (line.startsWith('! ')) {
      return 'parses';
    }

    const context = vm.createContext();
    prelude.runInContext(context);
    const value = script.runInContext(context, { timeout: 3000 });
    return typeof value === 'string' ? value : `(${String(value)})`;
  } catch (error) {
    return `throws ${error?.constructor?.name ?? typeof error}`;
  }
}

process.env.TZ = 'UTC';
for (const file of process.argv.slice(2)) {
  const lines = fs.readFileSync(file, 'utf8').split('\n').filter(line => line && !line.startsWith('//=> '));
  fs.writeFileSync(file, lines.map(line => line.startsWith('//') ? line : `${line}\n//=> ${answer(line).toWellFormed().replaceAll('\n', '⏎')}`).join('\n') + '\n');
}
