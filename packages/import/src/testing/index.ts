export { fileWith, folderWith } from "./temporary-folder.ts";
export { startTestDatabase, type TestDatabase } from "./test-database.ts";
