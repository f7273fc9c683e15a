// SPDX-License-Identifier: Apache-2.0

public import Plain

extension DoseAccount {
  /// What follows of it for sums and intensities, in words.
  public var missingMeans: Phrase {
    isOpenEnded
      ? Phrase(
        "what was given then is not known: the total is at least that of the rows there are, and no intensity is known; the end of the therapy, or further rows, settle it",
        "was danach gegeben wurde, ist nicht bekannt: die Summe ist mindestens die der vorhandenen Zeilen, und keine Intensität ist bekannt; das Ende der Therapie oder weitere Zeilen klären es"
      )
      : Phrase(
        "what was given then is not known, and sums and intensities are at least those of the rows there are; a row that says so, or the dose, settles it",
        "was da gegeben wurde, ist nicht bekannt, und Summen und Intensitäten sind mindestens die der vorhandenen Zeilen; eine Zeile, die das sagt, oder die Dosis klärt es"
      )
  }

  /// What has no row, in words: `gemcitabine of gem has no row for cycle 2 day 8, and no end of it is stated after its last row`.
  ///
  /// - Parameter whose: the drug, and of which therapy.
  public func missingWords(_ whose: Phrase) -> Phrase {
    let gaps = (unrecorded + trailing).map(\.words).joined(separator: ", ")
    let open = Phrase(
      "no end of it is stated after its last row", "ein Ende nach der letzten Zeile ist nicht angegeben")
    guard isOpenEnded else { return Phrase("\(whose) has no row for \(gaps)", "\(whose): keine Zeile für \(gaps)") }
    guard !unrecorded.isEmpty || !trailing.isEmpty else { return Phrase("\(whose): \(open)", "\(whose): \(open)") }
    return Phrase("\(whose) has no row for \(gaps), and \(open)", "\(whose): keine Zeile für \(gaps), und \(open)")
  }
}

extension DoseAccount.Unrecorded {
  /// The cycle, and the day of it: `cycle 2 day 8`.
  fileprivate var words: Phrase {
    let day = day.map { Phrase(" day \($0)", " Tag \($0)") } ?? .none
    return Phrase("cycle \(cycle)", "Zyklus \(cycle)") + day
  }
}
