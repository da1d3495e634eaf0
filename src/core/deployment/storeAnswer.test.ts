import assert from 'node:assert/strict';
import { answerMark, readAnswer } from './storeAnswer.ts';

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

describe('What a script of the certificate store answers', () => {
  it('is read between whatever else a shell prints', () => {
    const output = [
      'WARNING: a profile says hello',
      `${answerMark} state installed`,
      `${answerMark} provider ${base64('Microsoft Enhanced RSA and AES Cryptographic Provider')}`,
      `${answerMark} kind ${base64('csp')}`,
      `${answerMark} exportable ${base64('False')}`,
      '',
    ].join('\r\n');
    assert.deepEqual(readAnswer(output), {
      state: 'installed',
      provider: 'Microsoft Enhanced RSA and AES Cryptographic Provider',
      kind: 'csp',
      exportable: false,
    });
  });

  it('carries what the system said, in any language', () => {
    const problem = 'Der Schlüsselsatz ist nicht vorhanden. 日本語';
    assert.deepEqual(readAnswer(`${answerMark} state failed\n${answerMark} problem ${base64(problem)}\n`), {
      state: 'failed',
      problem,
    });
  });

  it('is none when the shell ended before, or says something else', () => {
    assert.equal(readAnswer(''), undefined);
    assert.equal(readAnswer(`${answerMark} state splendid\n`), undefined);
    assert.equal(readAnswer(`He said: ${answerMark} state installed\n`), undefined);
  });
});
