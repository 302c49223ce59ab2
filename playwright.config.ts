import { defineConfig, devices } from '@playwright/test';

const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json']],
  use: {
    baseURL: process.env.E2E_BASE_URL ?? 'http://localhost:3000',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  projects: [
    { name: 'desktop', use: { ...devices['Desktop Chrome'] }, testIgnore: /killed-worker|fleet|routed/ },
    { name: 'android', use: { ...devices['Pixel 7'], colorScheme: 'dark' }, testMatch: /buy-esim\.spec\.ts/ },
    { name: 'iphone', use: { ...devices['iPhone 15'], defaultBrowserType: 'chromium' }, testMatch: /buy-esim\.spec\.ts/ },
    // Switches routing on for a provider that others need refusals of.
    { name: 'routed', use: { ...devices['Desktop Chrome'] }, testMatch: /routed/, dependencies: ['desktop', 'android', 'iphone'] },
    // Kills the worker that the others need: runs when they are done.
    { name: 'killed-worker', use: { ...devices['Desktop Chrome'] }, testMatch: /killed-worker/, dependencies: ['routed'] },
    // Brings workers of its own, and would share its fleet with nobody.
    { name: 'fleet', use: { ...devices['Desktop Chrome'] }, testMatch: /fleet/, dependencies: ['killed-worker'] },
  ],
});
