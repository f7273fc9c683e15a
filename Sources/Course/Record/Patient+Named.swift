// SPDX-License-Identifier: Apache-2.0

extension Patient {
  /// Whether a text has the id of a patient, in whatever case: as a word, and if it is a mere number, as one that follows `patient` or stands in the id of a finding.
  package static func isNamed(_ patient: Patient.ID, in text: String) -> Bool {
    let (text, patient) = (text.lowercased(), patient.lowercased())
    func isWord(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || "-_.".contains(character)
    }
    let isNumber = patient.allSatisfy(\.isNumber)
    return text.ranges(of: patient).contains { range in
      let before = text[..<range.lowerBound], after = text[range.upperBound...]
      var rest = after
      // The stop at the end of a sentence is no part of a word.
      if rest.first == ".", rest.dropFirst().first.map({ $0.isWhitespace }) ?? true {
        rest = rest.dropFirst(rest.count)
      }
      guard before.last.map({ !isWord($0) }) ?? true, rest.first.map({ !isWord($0) }) ?? true else { return false }
      guard isNumber else { return true }
      let lead = before.reversed().prefix { !$0.isNewline }.prefix(16)
      let words = String(lead.reversed())
      return words.contains("patient") || before.last == "/" || after.first == "/"
    }
  }
}
