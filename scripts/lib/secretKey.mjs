// Loaded into VS Code's server before it starts: answers the page's request for its half of the key under which it keeps
// secrets in the browser (`POST /mint-key`). Without an answer they would live only until the page is loaded again.
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { Server } from 'node:http';

const path = process.env.WORKBENCH_KEY_FILE;
// Not for the processes that the server starts.
delete process.env.WORKBENCH_KEY_FILE;

function readKey() {
  try {
    writeFileSync(path, randomBytes(32), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (error.code !== 'EEXIST') {
      throw error;
    }
  }
  return readFileSync(path);
}

if (path) {
  const key = readKey();
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (event, ...args) {
    const [request, response] = args;
    if (event === 'request' && request.method === 'POST' && /^\/+mint-key(\?|$)/.test(request.url)) {
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' }).end(key);
      return true;
    }
    return emit.call(this, event, ...args);
  };
}
