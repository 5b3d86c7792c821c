// The little of Node that the tests use; its whole types would be one more package for three functions.
declare module "node:test" {
  interface Context { mock: { timers: { enable(options: { apis: string[] }): void; tick(milliseconds: number): void } } }
  export default function test(name: string, run: (context: Context) => void | Promise<void>): void;
}
declare module "node:assert/strict" {
  const assert: { equal(actual: unknown, expected: unknown): void; deepEqual(actual: unknown, expected: unknown): void; ok(value: unknown): void };
  export default assert;
}
