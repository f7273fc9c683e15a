// SPDX-License-Identifier: Apache-2.0

/// The names that lead to an element: they are the same in all resources of a type, and made once, however many elements have them.
///
/// A reference type, because elements share it. It never leaves the reading of a file.
final class ElementPath {
  /// The name of the element; of a resource its type.
  let name: String
  /// The names of the elements around it and its own, from the type of the resource on.
  let text: String
  /// Of which choice of types of FHIR an element of the name is, and what it must be where it has no others in it.
  let choice: Int?
  let kind: FHIRElement.Kind?
  /// The paths of the elements in it, and its own with the addresses that extensions have.
  private var below = Known()
  private var addressed = Known()
  private let budget: Budget

  /// How many more are kept: a file can have any number of names, and those behind the first are made anew each time.
  fileprivate final class Budget {
    var left = 20_000
  }

  fileprivate init(_ name: String, text: String, in parent: String = "", _ budget: Budget) {
    self.name = name
    self.text = text
    self.budget = budget
    choice = FHIRElement.choice(name)
    kind = FHIRTypes.kind(of: name, in: parent)
  }

  /// The path of an element in this one, by the bytes of its name in a file.
  ///
  /// - Parameter make: how it is called, asked for once.
  func child(_ key: Range<Int>, of bytes: [UInt8], make: () -> String) -> ElementPath {
    below.path(key, of: bytes, budget) {
      let own = make()
      return ElementPath(own, text: "\(text).\(own)", in: name, budget)
    }
  }

  /// The path of an extension with its address, by the bytes of that.
  ///
  /// - Parameter make: what of the address stands in the path, asked for once.
  func addressed(_ key: Range<Int>, of bytes: [UInt8], make: () -> Substring) -> ElementPath {
    addressed.path(key, of: bytes, budget) { ElementPath(name, text: "\(text)(\(make()))", budget) }
  }

  /// Paths by bytes of files.
  private struct Known {
    private var all: [(key: [UInt8], path: ElementPath)] = []
    /// Where the next one is looked for first: elements mostly stand in the same order.
    private var next = 0

    mutating func path(
      _ range: Range<Int>, of bytes: [UInt8], _ budget: Budget, make: () -> ElementPath
    ) -> ElementPath {
      for step in all.indices {
        let index = next + step < all.count ? next + step : next + step - all.count
        guard Self.isSame(all[index].key, bytes, range) else { continue }
        next = index + 1 < all.count ? index + 1 : 0
        return all[index].path
      }
      let made = make()
      if all.count < 200, budget.left > 0 {
        budget.left -= 1
        all.append((Array(bytes[range]), made))
      }
      return made
    }

    private static func isSame(_ key: [UInt8], _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
      key.count == range.count && key.indices.allSatisfy { key[$0] == bytes[range.lowerBound + $0] }
    }
  }
}

/// The paths of elements by the types of resources.
final class ElementPaths {
  private var roots: [String: ElementPath] = [:]
  private let budget = ElementPath.Budget()

  /// The path of a resource, or of a message.
  func root(_ name: String) -> ElementPath {
    if let known = roots[name] { return known }
    let made = ElementPath(name, text: name, budget)
    if budget.left > 0 {
      budget.left -= 1
      roots[name] = made
    }
    return made
  }

  /// A path that stands in no JSON: a table, or a column of it.
  func column(_ name: String, of table: ElementPath) -> ElementPath {
    ElementPath(name, text: "\(table.text).\(name)", budget)
  }
}
