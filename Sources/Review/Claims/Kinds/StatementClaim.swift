// SPDX-License-Identifier: Apache-2.0

import Course

/// `statement`: recorded and not judged by machine.
struct StatementClaim: ClaimKind {
  let words: String

  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    Judgement(.notJudged, "Recorded; no rule judges it.")
  }
}
