// SPDX-License-Identifier: Apache-2.0

/// Nodes by their keys, the least first. A node may be in it several times; the caller ignores what is out of date.
struct MinimumHeap {
  private var items: [(key: Int, node: Int)] = []

  mutating func push(_ key: Int, _ node: Int) {
    items.append((key, node))
    var child = items.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard items[child].key < items[parent].key else { break }
      items.swapAt(child, parent)
      child = parent
    }
  }

  mutating func pop() -> (key: Int, node: Int)? {
    guard let last = items.popLast() else { return nil }
    guard let least = items.first else { return last }
    items[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < items.count else { break }
      if child + 1 < items.count, items[child + 1].key < items[child].key { child += 1 }
      guard items[child].key < items[parent].key else { break }
      items.swapAt(child, parent)
      parent = child
    }
    return least
  }
}
