// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain

/// What profiles of FHIR demand of resources, as a table of data: `Profiles/fhir-profiles.csv`.
package struct FHIRProfiles: Sendable {
  /// A demand of a profile.
  package struct Constraint: Sendable, Hashable {
    /// What is demanded of an element.
    package enum Rule: String, Sendable {
      /// That it is there so often, within each element around it.
      case min, max
      /// Which type a value has, of several that FHIR allows: `Period` of `performed[x]`.
      case type
      /// That each of them has a code of a list.
      case codes
      /// That one of them has a code of a list.
      case some
      /// That it is there, or another one.
      case either
      /// That it is there where another one has a value: `status: completed; in-progress`.
      case with
    }

    /// The last part of the address of the profile.
    package var profile: String
    /// The type of its resources.
    package var type: String
    /// The element, by its names: `extension(mcode-procedure-intent).value[x]`.
    package var element: String
    package var rule: Rule
    package var value: String
    /// Whether the profile only advises it.
    package var isAdvice: Bool
    /// The guide that demands it.
    package var source: String
    /// The names of the element, and the values of the demand, taken apart once.
    let path: [String]
    let values: [String]

    init(_ row: [String], _ rule: Rule) {
      (profile, type, element, self.rule, value) = (row[0], row[1], row[2], rule, row[4])
      (isAdvice, source) = (row[5] == "warning", row[6])
      path = FHIRProfiles.path(element)
      let list = rule == .with ? value.split(separator: ":").last ?? "" : value[...]
      values = list.split(separator: ";").map { String($0).trimmed }
    }

    /// In words, behind the name of the element.
    package var words: String {
      switch rule {
      case .min: value == "1" ? "no `\(element)`" : "fewer than \(value) `\(element)`"
      case .max: value == "0" ? "a `\(element)`" : "more than \(value) `\(element)`"
      case .type: "a `\(element)` that is no \(value)"
      case .codes, .some: "no code of its list in `\(element)`"
      case .either: "neither `\(element)` nor `\(value)`"
      case .with: "no `\(element)` beside `\(value)`"
      }
    }
  }

  /// What the table says of itself: title, version, source, licence, left out.
  package let head: [String: String]
  /// The demands by their profiles.
  package let constraints: [String: [Constraint]]
  /// What is wrong with the file: nothing.
  package let problems: [String]

  /// The table that comes with the program.
  package static let all = FHIRProfiles(String(decoding: PackageResources.fhir_profiles_csv, as: UTF8.self))

  private static let columns = ["profile", "type", "element", "rule", "value", "severity", "from"]

  init(_ text: String) {
    var head: [String: String] = [:]
    var rest: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let parts = line.dropFirst(2).split(separator: ":", maxSplits: 1)
      if line.hasPrefix("# "), rest.isEmpty, parts.count == 2 {
        head[String(parts[0])] = String(parts[1]).trimmed
      } else {
        rest.append(line)
      }
    }
    let rows = CSV.rows(rest.joined(separator: "\n"))
    var problems = ["title", "version", "source", "licence"].filter { head[$0] == nil }.map { "no \($0)" }
    if rows.first != Self.columns { problems.append("other columns") }
    var constraints: [String: [Constraint]] = [:]
    for row in rows.dropFirst() {
      guard row.count == Self.columns.count, let rule = Constraint.Rule(rawValue: row[3]),
        !row.contains(where: \.isEmpty), ["error", "warning"].contains(row[5])
      else {
        problems.append("the row \(row.joined(separator: ","))")
        continue
      }
      constraints[row[0], default: []].append(Constraint(row, rule))
    }
    (self.head, self.constraints, self.problems) = (head, constraints, problems)
  }

  /// The demands of a profile that a resource does not meet; none of a profile that the table does not have.
  func unmet(by element: FHIRElement, of profile: String) -> [Constraint] {
    (constraints[profile] ?? []).filter { !Self.meets(element, $0) }
  }

  // MARK: checking

  private static func meets(_ resource: FHIRElement, _ constraint: Constraint) -> Bool {
    if resource.name != constraint.type { return false }
    guard let name = constraint.path.last else { return false }
    let parents = constraint.path.dropLast().reduce([resource]) { around, name in around.flatMap { found($0, name) } }
    let own = parents.flatMap { found($0, name) }
    let codes = constraint.values
    switch constraint.rule {
    case .min: return parents.allSatisfy { found($0, name).count >= Int(constraint.value) ?? 0 }
    case .max: return parents.allSatisfy { found($0, name).count <= Int(constraint.value) ?? 0 }
    case .type: return own.allSatisfy { $0.name.hasSuffix(constraint.value) }
    case .codes: return own.allSatisfy { has($0, codes) }
    case .some: return own.contains { has($0, codes) }
    case .either: return !own.isEmpty || !found(resource, constraint.value).isEmpty
    case .with:
      let name = String(constraint.value.prefix { $0 != ":" })
      return !own.isEmpty || resource.peek(name).map(codes.contains) != true
    }
  }

  /// The names of an element; a point within brackets is of an address.
  fileprivate static func path(_ text: String) -> [String] {
    var (parts, depth) = ([""], 0)
    for sign in text {
      depth += sign == "(" ? 1 : sign == ")" ? -1 : 0
      if sign == ".", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(sign) }
    }
    return parts
  }

  /// The elements of a name in another: `value[x]` of any type, `extension(…)` of an address that ends so, and what of a value has only an extension (`_birthDate`).
  private static func found(_ element: FHIRElement, _ name: String) -> [FHIRElement] {
    if name.hasPrefix("extension("), name.hasSuffix(")") {
      let ending = String(name.dropFirst("extension(".count).dropLast())
      return element.extensions(ending)
    }
    let isOfAnyType = name.hasSuffix("[x]")
    let stem = isOfAnyType ? String(name.dropLast(3)) : name
    return element.children.filter { child in
      let own = child.name.hasPrefix("_") ? child.name.dropFirst() : child.name[...]
      // What stands beside a value is not another one.
      if child.name.hasPrefix("_"), element.children.contains(where: { $0.name == own }) { return false }
      guard isOfAnyType else { return own == stem }
      return own.hasPrefix(stem) && own.dropFirst(stem.count).first?.isUppercase == true
    }
  }

  /// Whether a concept, a quantity or a code has a code of a list (`system|code`, `system|*`).
  private static func has(_ element: FHIRElement, _ list: [String]) -> Bool {
    if element.kind != .elements { return list.contains("|" + element.text) }
    let codings =
      element.name.hasSuffix("Quantity") || element.name.hasSuffix("Coding") ? [element] : element.all("coding")
    return codings.contains { coding in
      guard let code = coding.peek("code"), let system = coding.peek("system") else { return false }
      return list.contains("\(system)|\(code)") || list.contains("\(system)|*")
    }
  }
}
