// SPDX-License-Identifier: Apache-2.0

import Course

/// A cursor over one mapping: knows which keys there may be, tells what is wrong, and hands out values as text.
///
/// Unknown keys and empty values are told once, on opening. A method that returns nil or an empty list for a key that
/// is there has told why.
struct Fields {
  let table: KeyTable
  let log: ProblemLog
  let mark: Mark
  let fields: [String: Item.Field]
  /// The section for sources that name none.
  let section: String?

  /// Opens a mapping; nil if it is something else, which is told.
  init?(_ item: Item, _ table: KeyTable, section: String?, log: ProblemLog) {
    guard case .fields(let all) = item.content else {
      log.error(item.mark, "\(item.kind) where \(table.title) should stand", expected: "keys with values")
      return nil
    }
    self.table = table
    self.log = log
    self.section = section
    mark = item.mark
    var fields: [String: Item.Field] = [:]
    let known = Set(table.names)
    for field in all {
      guard known.contains(field.key) else {
        let nearest = log.nearest(to: field.key, in: table.names)
        log.error(
          field.mark, "unknown key \(ProblemLog.quoted(field.key)) in \(table.title)",
          expected: nearest == nil ? Wording.list(table.names) : nil, suggestion: nearest)
        continue
      }
      if case .empty = field.value.content {
        log.error(
          field.mark, "`\(field.key)` has no value",
          expected: "a value; or leave the key out, or write `not stated` where the source is silent")
        continue
      }
      if let first = fields[field.key] {
        log.error(field.mark, "the key `\(field.key)` is there twice; first in line \(first.mark.line)")
        continue
      }
      fields[field.key] = field
    }
    self.fields = fields
    let given = Set(all.map(\.key))
    for key in table.keys where key.isRequired && !given.contains(key.name) {
      log.error(item.mark, "\(table.title) without `\(key.name)`", expected: "`\(key.name): …`")
    }
  }

  /// The value of a key.
  func item(_ key: String) -> Item? {
    log.asked?[table.name, default: []].insert(key)
    return fields[key]?.value
  }

  /// Whether a key has a value.
  func has(_ key: String) -> Bool { item(key) != nil }

  /// Where a key's value stands.
  func mark(_ key: String) -> Mark { fields[key]?.value.mark ?? mark }

  /// Where the mapping stands.
  var location: SourceLocation { log.text.location(mark) }

  /// The cursor over a mapping that is the value of a key.
  func fields(_ key: String, _ table: KeyTable) -> Fields? {
    item(key).flatMap { Fields($0, table, section: section, log: log) }
  }

  /// The cursors over a list of mappings.
  func list(_ key: String, _ table: KeyTable) -> [Fields] {
    items(key, of: table.title).compactMap { Fields($0, table, section: section, log: log) }
  }

  /// The items of a list.
  func items(_ key: String, of what: String) -> [Item] {
    guard let item = item(key) else { return [] }
    guard case .list(let items) = item.content else {
      log.error(item.mark, "\(item.kind) where a list should stand", expected: "`- ` and \(what) on each line")
      return []
    }
    return items
  }

  /// The item, or the items of a list of them; empty ones are told.
  func oneOrMore(_ key: String) -> [Item] {
    guard let item = item(key) else { return [] }
    guard case .list(let items) = item.content else { return [item] }
    if items.isEmpty { log.error(item.mark, "an empty list", expected: "at least one value, or leave `\(key)` out") }
    return items.filter {
      guard case .empty = $0.content else { return true }
      log.error($0.mark, "an item of `\(key)` has no value")
      return false
    }
  }
}
