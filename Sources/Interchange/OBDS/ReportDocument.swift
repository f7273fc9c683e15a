// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// A file of reports, one patient after the other. In memory are where each patient stands and what stands around them; a patient is there as a tree while it is read, the file is not.
enum ReportDocument {
  /// What a file may hold; what is more is refused before anything is made of it.
  enum Limits {
    /// Bytes of a file, and of one in UTF-16, which is in memory as a whole.
    static let bytes = 1_000_000_000
    static let utf16 = 64_000_000
    /// Bytes of one patient.
    static let patient = 64_000_000
    /// Elements one within the other; the data set has thirteen.
    static let depth = 32
    /// Elements of one patient.
    static let elements = 200_000
    /// Bytes of the text of one element, and of all names and values of its attributes.
    static let text = 1_000_000
    static let attributes = 10_000
  }

  /// The two data sets that are read.
  enum Dialect: String {
    /// oBDS 3: dates in ISO, with their precision beside them.
    case oBDS
    /// ADT/GEKID 2: dates in German, with zeros for what is not known.
    case adt = "ADT_GEKID"
  }

  /// What is told of a document while it is read.
  struct Events {
    /// The root, with its version.
    var root: (Dialect, ReportElement) -> Void = { _, _ in }
    /// A patient, whole.
    var patient: (ReportElement) -> Void = { _ in }
    /// Another part of the document, whole: who sends, who reports; at the end the root.
    var other: (ReportElement) -> Void = { _ in }
  }

  /// Reads a document; gives why it cannot be read whole, nil where it was.
  ///
  /// - Parameters:
  ///   - name: the name of its file.
  ///   - lines: so many lines stand before it in the file.
  static func read(_ bytes: [UInt8], of name: String, behind lines: Int = 0, _ events: Events) -> Misfit? {
    let file = name
    let whole = CellPlace(file: file, record: "")
    var open: [ReportElement] = []
    var (hasRoot, elements) = (false, 0)
    var refusal: Misfit?
    func refuse(_ line: Int, _ message: String, expected: String? = nil) -> Bool {
      refusal = Misfit(CellPlace(file: file, row: line, record: ""), message, expected: expected)
      return false
    }
    let fault = XMLWalk.walk(
      document: bytes, behind: lines,
      begin: { name, attributes, line in
        guard let top = open.last else {
          guard let dialect = Dialect(rawValue: name) else {
            return refuse(
              line, "\(ProblemLog.quoted(name)) as the root of the document",
              expected: "`oBDS` (3.0), or `ADT_GEKID` (2)")
          }
          hasRoot = true
          let root = ReportElement("", attributes, line: line, in: nil)
          open.append(root)
          events.root(dialect, root)
          return true
        }
        if open.count >= Limits.depth {
          return refuse(line, "elements \(open.count) deep", expected: "no more than \(Limits.depth)")
        }
        if attributes.reduce(0, { $0 + $1.key.utf8.count + $1.value.utf8.count }) > Limits.attributes
          || name.utf8.count > Limits.attributes
        {
          return refuse(line, "an element whose name and attributes are longer than \(Limits.attributes) bytes")
        }
        elements = open.count <= 2 ? 1 : elements + 1
        if elements > Limits.elements { return refuse(line, "a patient of more than \(Limits.elements) elements") }
        // The list of patients has nothing of its own.
        open.append(ReportElement(name, attributes, line: line, in: top))
        return true
      },
      end: { name in
        guard let element = open.popLast() else { return }
        guard let parent = open.last else { return events.other(element) }
        if name == "Patient", open.count == 2 {
          events.patient(element)
        } else if open.count == 1 {
          events.other(element)
        } else {
          parent.append(element)
        }
      },
      text: { text in
        guard let top = open.last, refusal == nil else { return }
        // Between patients there are only blanks.
        if open.count <= 2, text.trimmed.isEmpty { return }
        top.append(text)
        if top.size > Limits.text {
          _ = refuse(top.line, "an element of more than \(Limits.text) bytes of text")
        }
      })
    if let refusal { return refusal }
    if let fault {
      // The line stands in front of the words.
      return Misfit(whole, fault, expected: "a whole document in UTF-8, as the data set describes it")
    }
    return hasRoot ? nil : Misfit(whole, "no document")
  }
}
