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
        .notDecidable, Phrase("“\(place)” is no table or figure.", "„\(place)“ ist keine Tabelle oder Abbildung."),
        evidence: [Evidence(claim)],
        settledBy: Phrase("Which table or figure is meant.", "Welche Tabelle oder Abbildung gemeint ist."))
    }
    // Each place once, as it is called first.
    var places: [PrintedPlace: String] = [:]
    for section in holding.flatMap({ $0.sources.map(\.section) }) {
      if let place = PrintedPlace(section), places[place] == nil { places[place] = section }
    }
    if places[named] != nil { return Judgement(.supported, Phrase("\(place) holds it.", "\(place) enthält es.")) }
    if places.isEmpty {
      return Judgement(
        .notDecidable,
        Phrase("No table or figure is recorded with it.", "Keine Tabelle oder Abbildung ist damit dokumentiert."))
    }
    return Judgement(
      .contradicted,
      Phrase(
        "\(topic.capitalisedFirst) is in \(places.values.sorted(by: NaturalOrder.precedes).joined(separator: ", ")), not in \(place).",
        "„\(topic)“ steht in \(places.values.sorted(by: NaturalOrder.precedes).joined(separator: ", ")), nicht in \(place)."
      ),
      evidence: [Evidence(claim)], settledBy: Phrase("Correcting the reference.", "Den Verweis berichtigen."))
  }
}
