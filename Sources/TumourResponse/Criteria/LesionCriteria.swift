// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Course

/// Criteria by which measured lesions are judged.
public enum LesionCriteria: String, Sendable, Hashable, CaseIterable {
  /// RECIST 1.1.
  case recist
  /// Choi: size or density.
  case choi
  /// Modified Choi: size and density.
  case modifiedChoi = "modified-choi"

  /// As they are called in print.
  public var name: String {
    switch self {
    case .recist: "RECIST 1.1"
    case .choi: "Choi"
    case .modifiedChoi: "modified Choi"
    }
  }

  /// The same in every language, alone.
  public var shortPhrase: Phrase {
    switch self {
    case .recist, .choi: Phrase(same: name)
    case .modifiedChoi: Phrase("\(name)", "Choi, modifiziert")
    }
  }

  /// The same in every language, in German after a word that asks for the dative.
  public var phrase: Phrase {
    switch self {
    case .recist, .choi: Phrase(same: name)
    case .modifiedChoi: Phrase("\(name)", "modifiziertem Choi")
    }
  }

  /// Whether criteria that a source names are these: `RECIST`, `RECIST 1.1`, `mChoi`.
  public func isMeant(by stated: String) -> Bool {
    let words = stated.lowercased()
    return switch self {
    case .recist: words.hasPrefix("recist")
    case .choi: words.hasPrefix("choi")
    case .modifiedChoi: words.contains("choi") && !words.hasPrefix("choi")
    }
  }

  /// Every visit of a course, judged.
  public func judge(_ course: TumourCourse, options: RECISTOptions = RECISTOptions()) -> [JudgedPoint] {
    let points = RECIST.timePoints(course, options: options)
    switch self {
    case .recist: return points.map { JudgedPoint(point: $0, response: $0.overall, steps: $0.steps) }
    case .choi, .modifiedChoi:
      let judged = Choi.timePoints(course, options: .init(needsBoth: self == .modifiedChoi))
      return zip(points, judged).map { JudgedPoint(point: $0, response: $1.response, steps: $1.steps) }
    }
  }
}

/// A visit as some criteria judge it, with the sums of RECIST.
public struct JudgedPoint: Sendable, Hashable {
  /// Sums, thresholds and new lesions.
  public var point: TimePoint
  /// The response by the criteria.
  public var response: Response
  /// Why, one sentence a step.
  public var reasons: [String] { steps.map(\.english) }
  /// The same in every language.
  public var steps: [Phrase]

  /// The visit as judged.
  public var visit: JudgedVisit { JudgedVisit(date: point.date, response: response) }
}
