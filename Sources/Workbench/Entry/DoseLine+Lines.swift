// SPDX-License-Identifier: Apache-2.0

import Plain

extension DoseLine {
  /// Lines of a chart as they were read.
  struct Lines {
    /// The fields of all lines, as phases behind those that a sheet has; none where something is wrong.
    var fields: [String: String] = [:]
    /// What is wrong, line by line.
    var problems: [Phrase] = []
    /// What has a meaning and no field.
    var leftOut: [String] = []
  }

  /// The phases of lines, behind those that a sheet has; a line of what is given in support is of the dose above it.
  ///
  /// - Parameters:
  ///   - text: the lines.
  ///   - count: how many phases stand before them.
  ///   - drugs: the drugs of the therapy.
  ///   - supports: how many drugs in support each phase before them has.
  static func phases(_ text: String, after count: Int, of drugs: [String] = [], supports: [Int] = []) -> Lines {
    var found = Lines()
    var read: [DoseLine] = []
    // What is given in support, with how many doses stand above it.
    var beside: [(line: String, support: DoseLine, above: Int)] = []
    for line in text.split(whereSeparator: \.isNewline).map({ String($0).trimmed }) where !line.isEmpty {
      do {
        let own = try DoseLine(line, of: drugs)
        if own.isSupport { beside.append((line, own, read.count)) } else { read.append(own) }
      } catch {
        found.problems.append(told(line, error))
      }
    }
    guard found.problems.isEmpty else { return found }
    join(&read)
    for (index, line) in read.enumerated() {
      for (key, value) in line.fields { found.fields["phases.\(count + index + 1).\(key)"] = value }
    }
    var numbers = Dictionary(uniqueKeysWithValues: supports.enumerated().map { ($0.offset + 1, $0.element) })
    for (line, support, above) in beside {
      do throws(Problem) {
        let phase = try support.phase(among: read[..<above], after: count)
        numbers[phase, default: 0] += 1
        let prefix = "phases.\(phase).support.\(numbers[phase] ?? 1)."
        let every = phase > count ? read[phase - count - 1].fields["every"] : nil
        for (key, value) in try support.supportFields(every) { found.fields[prefix + key] = value }
      } catch {
        found.problems.append(told(line, error))
      }
    }
    if !found.problems.isEmpty { found.fields = [:] }
    found.leftOut = (read + beside.map(\.support)).flatMap(\.leftOut)
    return found
  }

  private static func told(_ line: String, _ problem: Problem) -> Phrase {
    Phrase("“\(line)”: \(problem.phrase)", "„\(line)“: \(problem.phrase)")
  }

  /// Whether a line says of every day of another what is given on it, or that nothing is.
  private func covers(_ other: DoseLine) -> Bool {
    func days(_ line: DoseLine, _ keys: String...) -> Set<Substring> {
      Set(keys.flatMap { line.fields[$0]?.split(separator: "\n") ?? [] })
    }
    let own = days(self, "days", "omitted")
    return fields["days"] == nil || other.fields["days"] != nil && days(other, "days").isSubset(of: own)
  }

  /// A line ends where the next of its drug begins: `ab Zyklus 5` before `ab Zyklus 9` has cycles 5 to 8, and a first line without cycles those before. A person sees it in the fields.
  private static func join(_ lines: inout [DoseLine]) {
    for index in lines.indices {
      let own = lines[index].fields
      func firstCycle(_ line: DoseLine) -> Int? { line.fields["cycles"].flatMap { Int($0.prefix { $0.isNumber }) } }
      guard let next = lines[(index + 1)...].first(where: { $0.fields["drug"] == own["drug"] }),
        let begin = firstCycle(next), begin > 1, next.covers(lines[index])
      else { continue }
      let isFirst = !lines[..<index].contains { $0.fields["drug"] == own["drug"] }
      switch own["cycles"] {
      case nil where isFirst && own["when"] == nil: lines[index].fields["cycles"] = begin == 2 ? "1" : "1-\(begin - 1)"
      case let span? where span.hasSuffix("-"):
        guard let first = firstCycle(lines[index]), first < begin else { continue }
        lines[index].fields["cycles"] = first == begin - 1 ? "\(first)" : "\(first)-\(begin - 1)"
      default: continue
      }
    }
  }
}
