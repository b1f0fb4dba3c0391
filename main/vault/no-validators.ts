/**
 * Stands in the bundle for ajv, ajv-formats and semver, which electron-store names for schemas and migrations. Latchkey hands it neither
 * (settings are checked in settings.ts), so all that code would be read at each start and never run.
 */
const unused = (): never => {
  throw new Error('electron-store was given a schema or migrations, whose code is left out of the bundle');
};

export { unused as Ajv2020 };
export default new Proxy({}, { get: unused });
