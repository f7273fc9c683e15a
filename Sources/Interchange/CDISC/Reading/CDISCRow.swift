// SPDX-License-Identifier: Apache-2.0

/// A record of a dataset with its values, and whether each has been read: what nobody asked for is kept or told.
///
/// A reference type, because what was read of a record is marked in it; it never leaves the function that reads the patient.
final class CDISCRow {
  typealias Leaf = SourceValue

  /// A value with the variable that it is of.
  private struct Cell {
    var name: String
    var text: String
    var isUnread: Bool
    /// Whether it is a letter of SAS, which says why there is no value.
    var isReason = false
    var isOpen = true
  }

  /// The domain: `AE`, `SUPPAE`.
  let domain: String
  /// The file and the record, in words.
  let place: CellPlace
  private var cells: [Cell] = []
  private var places: [String: Int] = [:]

  init(_ dataset: Dataset, _ row: Int, _ values: [Dataset.Value], domain: String) {
    self.domain = domain
    place = dataset.place(row)
    for (index, value) in values.enumerated() {
      guard let words = value.words else { continue }
      var isUnread = false
      if case .unread = value { isUnread = true }
      var isReason = false
      if case .missing = value { (isUnread, isReason) = (true, true) }
      let name = dataset.columns[index].name
      places[name] = cells.count
      cells.append(Cell(name: name, text: words, isUnread: isUnread, isReason: isReason))
    }
  }

  /// The domain of which the variables of the record are, where none is of its own: a record that says AE in a table of VS.
  func domainOfVariables(among domains: [String]) -> String? {
    guard !places.keys.contains(where: { $0.hasPrefix(domain) }) else { return nil }
    return domains.first { own in
      own != domain && ["SEQ", "TRT", "TERM", "TESTCD"].contains { places[own + $0] != nil }
    }
  }

  /// A variable whose name begins with the domain: `STDTC` is `AESTDTC` of AE.
  func variable(_ suffix: String) -> String { domain + suffix }

  /// The value of a variable, which stays unread; nil where none stands there, or none of its type.
  func peek(_ name: String) -> String? {
    places[name].flatMap { cells[$0].isUnread ? nil : cells[$0].text }
  }

  /// The value of a variable of the domain.
  func peek(of suffix: String) -> String? { peek(variable(suffix)) }

  /// The value of a variable, which is then read.
  func leaf(_ name: String) -> Leaf? {
    guard let index = places[name], cells[index].isOpen, !cells[index].isUnread else { return nil }
    cells[index].isOpen = false
    return Leaf(raw: cells[index].text, place: at(name))
  }

  func leaf(of suffix: String) -> Leaf? { leaf(variable(suffix)) }

  /// The values of several variables that were not read.
  func leaves(of suffixes: String...) -> [Leaf] { suffixes.compactMap { leaf(of: $0) } }

  /// Everything that nobody has read, which is then read.
  func rest() -> [Leaf] {
    cells.indices.filter { cells[$0].isOpen && !cells[$0].isUnread }.map { index in
      cells[index].isOpen = false
      return Leaf(raw: cells[index].text, place: at(cells[index].name))
    }
  }

  /// Values that are none of their variable, or letters that say why there is none, which are then read.
  func unread(isReason: Bool) -> [Leaf] {
    cells.indices.filter { cells[$0].isOpen && cells[$0].isUnread && cells[$0].isReason == isReason }.map { index in
      cells[index].isOpen = false
      return Leaf(raw: cells[index].text, place: at(cells[index].name))
    }
  }

  /// Whether a variable stands in the record and was not read.
  func isOpen(_ name: String) -> Bool { places[name].map { cells[$0].isOpen } ?? false }

  /// Everything that it says but its place in the file: to tell whether two are the same.
  var content: String { cells.map { "\($0.name)=\($0.text)" }.joined(separator: "\u{1F}") }

  private func at(_ name: String) -> CellPlace {
    var own = place
    own.column = name
    return own
  }
}
