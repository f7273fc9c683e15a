// SPDX-License-Identifier: Apache-2.0

public import Chronology

/// A stated time that can be read in more than one way: `6 mo after maintenance` may be counted from its start or from its end.
public struct ReadingPoint: Sendable, Hashable {
  /// The entry whose time it is.
  public var owner: Entry.ID
  /// Which of its times.
  public var field: Field
  /// The event, in words: `start of maintenance`.
  public var label: String
  /// The time as it is recorded.
  public var stated: StatedTime
  /// The readings, each of which reads in one way; the first is the one that was chosen, if one was.
  public var options: [StatedTime]
  /// Whether a reading was chosen; if not, bounds are the widest over all that can be true.
  public var isChosen: Bool
  /// The statement in the network.
  public var statement: StatementID
  /// The event in the network.
  var event: EventID

  /// The times of an entry.
  public enum Field: Sendable, Hashable {
    /// When it was, or began.
    case start
    /// When it ended.
    case end
    /// When a dose phase of it began.
    case phase(DosePhase.ID)
  }
}

extension Patient {
  /// The same record with one reading of a time chosen; the others stay possible.
  public func choosing(_ option: Int, of point: ReadingPoint) -> Patient {
    guard point.options.indices.contains(option),
      let index = entries.firstIndex(where: { $0.id == point.owner })
    else { return self }
    var others = point.options
    let chosen = StatedTime(chosen: others.remove(at: option), others: others)
    func replace(_ times: inout [StatedTime]) {
      for place in times.indices where times[place] == point.stated { times[place] = chosen }
    }
    var patient = self
    switch point.field {
    case .start: replace(&patient.entries[index].when)
    case .end: replace(&patient.entries[index].ends)
    case .phase(let id):
      guard case .therapy(var therapy) = entries[index].content else { return self }
      for place in therapy.phases.indices where therapy.phases[place].id == id { replace(&therapy.phases[place].when) }
      patient.entries[index].content = .therapy(therapy)
    }
    return patient
  }
}

extension PatientTimeline {
  /// The ways to read a time. A span after something that lasts, which names neither its start nor its end, has two.
  func readings(of time: StatedTime) -> [StatedTime] {
    var seen = Set<StatedTime.Form>()
    return time.readings.flatMap { reading -> [StatedTime] in
      guard case .after(let span?, let anchor) = reading.form, anchor.edge == .point, lasts(anchor) else {
        return [reading]
      }
      let edges = [Anchor.Edge.start, .end].map { Anchor(edge: $0, cycle: anchor.cycle, id: anchor.id) }
      return edges.map { .after($0, by: span) }
    }.filter { seen.insert($0.form).inserted }
  }

  private func lasts(_ anchor: Anchor) -> Bool {
    if anchor.cycle != nil { return true }
    guard let start = starts[anchor.id], let end = ends[anchor.id] else { return false }
    return start != end
  }

  /// What a reading of a time contradicts: the statements of the contradiction that it is part of; empty where the course allows it.
  ///
  /// - Parameters:
  ///   - option: the reading, by its place.
  ///   - point: the time.
  ///   - study: gives the data cut-off and the period of treatment.
  public func contradiction(of option: Int, of point: ReadingPoint, in study: Study) -> [Statement] {
    PatientTimeline(patient.choosing(option, of: point), in: study).contradiction(with: point)
  }

  /// What contradicts the reading that this course has of a time; empty where nothing does.
  public func contradiction(with point: ReadingPoint) -> [Statement] {
    guard let statement = readingPoints.first(where: { $0.isSame(as: point) })?.statement else { return [] }
    let conflict = conflicts.first { $0.rejected == statement || $0.statements.contains(statement) }
    return conflict?.statements.compactMap { self.statement($0) } ?? []
  }
}

extension ReadingPoint {
  /// Whether another is the same time of the same record, whatever reading is chosen.
  public func isSame(as other: ReadingPoint) -> Bool {
    owner == other.owner && field == other.field && Set(options.map(\.form)) == Set(other.options.map(\.form))
  }
}
