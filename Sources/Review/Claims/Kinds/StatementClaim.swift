// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// `statement`: recorded and not judged by machine.
struct StatementClaim: ClaimKind {
  let words: String

  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    Judgement(.notJudged, Phrase("Recorded; no rule judges it.", "Dokumentiert; keine Regel beurteilt es."))
  }
}
