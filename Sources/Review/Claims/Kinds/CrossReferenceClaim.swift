// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// `refers to`: the text sends the reader to a table or figure for a topic.
struct CrossReferenceClaim: ClaimKind {
  let place: String
  let topic: String

  var words: String { "\(topic): see \(place)" }

  /// Whether the place holds something on the topic.
  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    let holding = record.study.claims.filter { other in
      other.id != claim.id && other.assertion.kind.topics.contains(Words.plain(topic))
    }
    guard let named = PrintedPlace(place) else {
      return Judgement(
        .notDecidable, "“\(place)” is no table or figure.", evidence: [Evidence(claim)],
        settledBy: "Which table or figure is meant.")
    }
    // Each place once, as it is called first.
    var places: [PrintedPlace: String] = [:]
    for section in holding.flatMap({ $0.sources.map(\.section) }) {
      if let place = PrintedPlace(section), places[place] == nil { places[place] = section }
    }
    if places[named] != nil { return Judgement(.supported, "\(place) holds it.") }
    if places.isEmpty { return Judgement(.notDecidable, "No table or figure is recorded with it.") }
    return Judgement(
      .contradicted,
      "\(topic.capitalisedFirst) is in \(places.values.sorted(by: NaturalOrder.precedes).joined(separator: ", ")), not in \(place).",
      evidence: [Evidence(claim)], settledBy: "Correcting the reference.")
  }
}
