// SPDX-License-Identifier: Apache-2.0

package import Course
import Notation
import Plain

/// Lists of references in RIS: two signs, two blanks, a hyphen, a value on each line; `TY` begins a work, `ER` ends it.
package enum RIS {
  /// Reads a study of references.
  package static func read(_ request: StudyFormat.Request) -> StudyReading {
    ReferenceReading.read(request) { works($0, $1, &$2) }
  }

  /// The references of a study.
  package static func write(_ study: Study) -> StudyWriting {
    ReferenceWriting.write(study, name: "references.ris", text) { read($0) }
  }

  private static func works(_ text: String, _ file: String, _ outcome: inout TableOutcome) -> [CitedWork] {
    var works: [CitedWork] = []
    var open: CitedWork?
    func tell(_ place: CellPlace, _ message: String, _ expected: String, isValue: Bool = true) {
      outcome.misfits.append(Misfit(place, message, expected: expected))
      if isValue { outcome.losses.add(.unplaced, file: file, column: place.column ?? "", meaning: "no line of a work") }
    }
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      if line.allSatisfy(\.isWhitespace) { continue }
      var place = CellPlace(file: file, row: number + 1, record: "")
      guard let match = line.wholeMatch(of: #/([A-Z][A-Z0-9])  ?-(?: (.*))?/#) else {
        // A value goes on in the next line.
        if var work = open, !work.fields.isEmpty {
          let last = work.fields.count - 1
          work.fields[last].leaf.raw += " " + String(line).trimmed
          open = work
        } else {
          tell(place, "a line that is none of a work", "`TI  - …`")
        }
        continue
      }
      let (tag, value) = (String(match.1), String(match.2 ?? "").trimmed)
      place.column = tag
      switch tag {
      case "TY":
        if let work = open { works.append(work) }
        if open != nil { tell(place, "a work begins before the last one ends", "`ER  -`", isValue: false) }
        open = CitedWork(key: nil, kind: SourceValue(raw: value, place: place), fields: [])
        if value.isEmpty { tell(place, "a work without its kind", "`TY  - JOUR`", isValue: false) }
      case "ER":
        if let work = open {
          works.append(work)
        } else {
          tell(place, "the end of no work", "`TY  - JOUR`", isValue: false)
        }
        open = nil
        if works.count > ReferenceReading.most {
          tell(place, "more than \(ReferenceReading.most) works", "a smaller file", isValue: false)
          outcome.isBroken = true
          return works
        }
      default:
        if value.isEmpty { continue }
        guard open != nil else {
          tell(place, "a line before a work begins", "`TY  - JOUR`")
          continue
        }
        let leaf = SourceValue(raw: value, place: place)
        if tag == "ID", open?.key == nil { open?.key = leaf } else { open?.fields.append((tag.lowercased(), leaf)) }
      }
    }
    if let work = open {
      outcome.isBroken = true
      tell(work.kind.place, "a work that does not end: the file is cut off", "`ER  -`", isValue: false)
      works.append(work)
    }
    return works
  }

  private static func text(_ references: [Reference]) -> String {
    var lines: [String] = []
    for reference in references {
      let journal = ReferenceWriting.line(reference.journal)
      lines.append("TY  - " + (journal == nil ? "GEN" : "JOUR"))
      lines.append("ID  - \(reference.number)")
      if let authors = ReferenceWriting.line(reference.authors) {
        for name in AuthorNames.split(authors) ?? [authors] { lines.append("AU  - " + name) }
      }
      if ReferenceWriting.isLine(reference.title) { lines.append("TI  - " + reference.title) }
      if let journal { lines.append("JO  - " + journal) }
      if let year = ReferenceWriting.year(reference.year) { lines.append("PY  - \(year)") }
      if let doi = ReferenceWriting.line(reference.doi) { lines.append("DO  - " + doi) }
      lines.append("ER  - ")
      lines.append("")
    }
    return lines.joined(separator: "\r\n")
  }
}
