import type { StreamName } from '../timeline/facts.ts';

/** How reports call a stream. */
interface StreamWords {
  /** Its requests: "new connections". */
  readonly many: string;
  /** One of them. */
  readonly one: string;
  /** After a number of requests: "requests over kept connections". */
  readonly counted: string;
  /** Beside numbers. */
  readonly short: string;
}

/** The words of every stream, the same in pictures, tables and charts. */
export const STREAM_WORDS: Readonly<Record<StreamName, StreamWords>> = {
  fresh: { many: 'new connections', one: 'new connection', counted: 'new connections', short: 'new' },
  keepalive: {
    many: 'kept connections',
    one: 'kept connection',
    counted: 'requests over kept connections',
    short: 'kept',
  },
  udp: { many: 'UDP flows', one: 'UDP flow', counted: 'datagrams over UDP flows', short: 'UDP' },
  control: {
    many: 'untouched target',
    one: 'untouched target',
    counted: 'requests to the untouched target',
    short: 'untouched',
  },
};
