export default async function globalTeardown() {
  await globalThis.__dryrunPostgres?.stop();
}
