// Owns how the tests without a browser run: `*.test.ts` in plain Node, `*.test.tsx` with a DOM.
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // For hangs only: a busy machine must not turn a slow test into a failed one.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    restoreMocks: true,
    // vitest leaves one core free, which on a machine of two halves the speed.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'packages/*/src/**/*.test.ts',
            'apps/*/src/**/*.test.ts',
            'apps/e2e/wire/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: { name: 'dom', environment: 'happy-dom', include: ['apps/web/src/**/*.test.tsx'] },
      },
    ],
  },
})
