// SPDX-License-Identifier: Apache-2.0

import Course

extension ReviewContext {
  /// Claims that cite something that the list of references has.
  var citations: [Citation] {
    let byNumber = Dictionary(study.references.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    return study.claims.compactMap { claim in
      let cited = claim.cites.compactMap { byNumber[$0] }
      return cited.isEmpty ? nil : Citation(claim: claim, references: cited)
    }
  }
}
