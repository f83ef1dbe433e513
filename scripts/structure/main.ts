// Checks the structure of this checkout, and prints what is wrong as one line each.
import { checkStructure, toLine } from './check.ts'
import { readCheckout } from './read-checkout.ts'

const checkout = readCheckout()
const complaints = checkStructure(checkout)
for (const complaint of complaints) console.log(toLine(complaint))
console.log(`${checkout.sources.length} files, ${complaints.length} complaints.`)
process.exitCode = complaints.length === 0 ? 0 : 1
