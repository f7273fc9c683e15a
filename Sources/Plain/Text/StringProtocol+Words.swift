// SPDX-License-Identifier: Apache-2.0

extension StringProtocol {
  /// Without white space at both ends.
  public var trimmed: String {
    // Nearly every text begins and ends with a letter or a mark of ASCII.
    func isMark(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { $0.value > 0x20 && $0.value < 0x7F } ?? false }
    if isMark(unicodeScalars.first), isMark(unicodeScalars.last) { return String(self) }
    var view = self[...]
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }

  /// As a sentence begins: `partial response` becomes `Partial response`; the rest keeps its letters.
  public var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
