// SPDX-License-Identifier: Apache-2.0

import Exchange
import Notation
import Plain

extension TableMapping {
  /// A mapping may have so many bytes.
  static let limit = 1_000_000

  /// Reads `mapping.yaml`; nil after telling all that is wrong with it.
  static func read(_ file: InputFile) -> (mapping: TableMapping?, misfits: [Misfit]) {
    let bytes: [UInt8]
    do throws(FileRefusal) { bytes = try file.bytes(limit: limit) } catch {
      return (nil, [Misfit(CellPlace(file: file.name), "\(error)")])
    }
    switch SourceText.decode(bytes, file: file.name) {
    case .failure(let problem): return (nil, [Misfit(problem.problem)])
    case .success(let text):
      let log = ProblemLog(text: text)
      let mapping = Document.parse(log).flatMap { notation.read($0, Reader(log)) }
      let misfits = log.problems.filter { $0.severity == .error }.sorted().map { Misfit($0) }
      return (misfits.isEmpty ? mapping : nil, misfits)
    }
  }

  /// The mapping as it is written.
  package var text: String { YAMLLayout.text(TableMapping.notation.write(self, Writer()), .table("mapping")) }
}

extension Misfit {
  /// A problem of a file that is no table, which a person finds by its line.
  init(_ problem: Problem) {
    self.init(
      CellPlace(file: "\(problem.location)"), problem.message, expected: problem.expected,
      suggestion: problem.suggestion)
  }
}
