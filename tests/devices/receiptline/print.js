// Writes the ESC/POS that receiptline makes of the receipt on its input: node print.js FOLDER COMMANDS COLUMNS
const [folder, command, columns] = process.argv.slice(2);
const receiptline = require(require.resolve("receiptline", { paths: [folder] }));
const receipt = require("fs").readFileSync(0, "utf8");
const bytes = receiptline.transform(receipt, { cpl: Number(columns), encoding: "cp437", command, cutting: true });
process.stdout.write(Buffer.from(bytes, "binary"));
