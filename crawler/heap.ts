import { setFlagsFromString } from 'node:v8';

/**
 * Lets the heap grow by a third of what is alive between two full collections, where V8 would let it treble on a machine
 * with much memory: several crawls share one machine. Takes about a tenth off the peak (test/bench, part 4).
 */
export const growHeapSlowly = (): void => setFlagsFromString('--heap-growing-percent=30');
