// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// A file of reports of which one patient at a time is read.
struct ReportFile {
  let name: String
  /// Where its patients stand, in the order of the file.
  let chunks: [ReportSplitting.Chunk]
  private let parts: InputParts
  private let openings: [(before: [UInt8], behind: [UInt8])]

  /// Goes through a file, and reads what stands around its patients; what cannot be read is told.
  ///
  /// - Parameter refuse: why it cannot be read whole.
  init?(_ file: InputFile, _ events: ReportDocument.Events, refuse: (Misfit) -> Void) {
    name = file.name
    let whole = CellPlace(file: file.name, record: "")
    let splitting: ReportSplitting
    do {
      var parts = try file.parts(limit: ReportDocument.Limits.bytes)
      let mark = try parts.bytes(0..<min(2, parts.count))
      if mark == [0xFF, 0xFE] || mark == [0xFE, 0xFF] {
        parts = InputParts(XMLWalk.decoded(try file.bytes(limit: ReportDocument.Limits.utf16)))
      }
      self.parts = parts
      splitting = try ReportSplitting(parts)
    } catch let error as FileRefusal {
      refuse(Misfit(whole, "the file cannot be read: \(error)"))
      return nil
    } catch let error as ReportSplitting.Fault {
      switch error {
      case .file(let error): refuse(Misfit(whole, "the file cannot be read: \(error)"))
      case .tooLarge(let line, let what):
        refuse(Misfit(CellPlace(file: file.name, row: line, record: ""), what, expected: "less"))
      }
      return nil
    } catch {
      refuse(Misfit(whole, "the file cannot be read: \(error)"))
      return nil
    }
    openings = splitting.openings
    chunks = splitting.chunks.filter(\.isWhole)
    // Where a patient has no end, the parser says best what is wrong.
    for chunk in splitting.chunks where !chunk.isWhole {
      if let fault = read(chunk, { _ in }) {
        refuse(fault)
        return
      }
    }
    if let fault = ReportDocument.read(splitting.frame, of: file.name, events) { refuse(fault) }
  }

  /// Reads a patient; gives why it cannot be read.
  func read(_ chunk: ReportSplitting.Chunk, _ body: @escaping (ReportElement) -> Void) -> Misfit? {
    let place = CellPlace(file: name, row: chunk.line, record: "")
    if chunk.range.count > ReportDocument.Limits.patient {
      return Misfit(
        place, "a patient of \(chunk.range.count) bytes", expected: "no more than \(ReportDocument.Limits.patient)")
    }
    let (before, behind) = openings[chunk.opening]
    var isThere = false
    do throws(FileRefusal) {
      let bytes = before + (try parts.bytes(chunk.range)) + (chunk.isWhole ? behind : [])
      let fault = ReportDocument.read(
        bytes, of: name, behind: chunk.line - 1,
        ReportDocument.Events(patient: { element in
          isThere = true
          body(element)
        }))
      return fault ?? (isThere ? nil : Misfit(place, "the file has changed while it was read"))
    } catch {
      return Misfit(place, "the file cannot be read: \(error)")
    }
  }
}
