// Owns the list of rules the shape of the code is held to.
import type { Checkout, Complaint } from './checkout-model.ts'
import { circleComplaints } from './circles.ts'
import { dependencyComplaints } from './declared-dependencies.ts'
import { directionComplaints } from './direction.ts'
import { environmentComplaints, heldBackComplaints, nameComplaints } from './file-rules.ts'
import { factsOf } from './source-facts.ts'

export function checkStructure(checkout: Checkout): Complaint[] {
  const facts = checkout.sources.map(factsOf)
  return [
    ...directionComplaints(facts, checkout),
    ...circleComplaints(facts),
    ...dependencyComplaints(facts, checkout),
    ...nameComplaints(facts),
    ...heldBackComplaints(facts),
    ...environmentComplaints(facts),
  ]
}

export const toLine = ({ rule, path, line, message }: Complaint) =>
  `${path}:${line}: ${rule}: ${message}`
