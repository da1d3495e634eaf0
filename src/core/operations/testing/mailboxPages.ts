import type { HttpTransport } from '../../shared/ports.ts';

const endpoint = 'https://outlook.office365.com/adminapi/beta/7d4a31d8-3f0c-4bb1-9d6e-7a2f6f9d2c11/InvokeCommand';

/** Answers with `count` mailboxes, a page at a time, made as they are asked for. */
export function mailboxPages(
  count: number,
  size = 1000,
  onPage: (page: number) => void = () => undefined,
): HttpTransport {
  return async (input) => {
    const page = Number(new URL(String(input)).searchParams.get('page') ?? '0');
    onPage(page);
    const from = page * size;
    const value = Array.from({ length: Math.min(size, count - from) }, (_, index) => ({
      Name: `Mailbox ${from + index}`,
      Alias: `mailbox${from + index}`,
      Database: 'EURPR01DG001-db001',
      ProhibitSendQuota: '99 GB (106,300,440,576 bytes)',
      ExternalDirectoryObjectId: `00000000-0000-0000-0000-${String(from + index).padStart(12, '0')}`,
    }));
    return new Response(
      JSON.stringify({ value, ...(from + size < count ? { '@odata.nextLink': `${endpoint}?page=${page + 1}` } : {}) }),
    );
  };
}
