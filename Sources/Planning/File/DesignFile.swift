// SPDX-License-Identifier: Apache-2.0

import Plain
import Report
import Trials

/// A plan as a file for machines: JSON with units in its keys, the version of the program, every assumption with its source, and the design.
///
/// Reading computes the design again from what was stated and refuses a file whose numbers are others: a number is not right because it stands in a file.
public enum DesignFile {
  /// The shape of the file. It rises when a key changes its meaning or goes.
  public static let schema = "verlauf-trial-design/1"

  /// The text of a plan; no patient and no place of a record stands in it.
  public static func text(of plan: TrialPlan) -> String {
    let members: [(key: String, value: JSON)] = [
      ("schema", .string(schema)),
      ("program", .object([("name", "Verlauf"), ("version", .string(plan.version))])),
      ("notice", .string(ReportInfo.notice)), ("caution", .string(plan.caution)), ("series", series(plan.series)),
      ("question", question(plan.question)), ("assumptions", .array(plan.assumptions.map(assumption))),
      ("series_shows", .array(plan.shown.map(assumption))), ("comparators", .array(plan.comparators.map(assumption))),
      ("conflicts", .array(plan.conflicts.map(conflict))),
      ("design", plan.design.map(design) ?? plan.further.map(design) ?? .null),
      ("seed", .null), ("seed_reason", "no number of this design is simulated"),
      (
        "commands",
        .array(plan.commands.map { .object([("computes", .string($0.kind.rawValue)), ("line", .string($0.line))]) })
      ),
      (
        "to_be_given",
        .array(plan.open.map { .object([("key", .string($0.assumption.id)), ("option", .string($0.option))]) })
      ),
    ]
    return JSON.object(members).text(.compact) + "\n"
  }

  private static func number(_ value: Double?) -> JSON { value.map { .number($0) } ?? .null }
  private static func string(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

  private static func bounds(_ bounds: NumberBounds?) -> JSON {
    bounds.map { .object([("from", number($0.lower)), ("to", number($0.upper))]) } ?? .null
  }

  private static func series(_ series: TrialPlan.Series) -> JSON {
    .object([
      ("folder", .string(series.folder)), ("title", .string(series.title)), ("citation", string(series.citation)),
      ("patients", .integer(series.patients)), ("patients_with_maintenance", .integer(series.members)),
    ])
  }

  private static func question(_ own: TrialQuestion) -> JSON {
    func stated(_ field: QuestionField) -> (key: String, value: JSON) { (field.fileKey, number(field.value(in: own))) }
    let fields: [QuestionField] = [
      .scans, .deaths, .perMonth, .eligible, .tolerable, .toxic,
    ]
    let further: [QuestionField] = [
      .median, .historicalEvents, .hazardRatio, .accrual, .followUp, .dropout, .allocation, .cutoff, .shape,
      .concordance,
    ]
    let members: [(key: String, value: JSON)] =
      [("title", string(own.title)), ("design", .string(own.design.rawValue))]
      + [.landmark, .null, .alternative].map(stated) + [("rates_source", string(own.ratesSource))]
      + [.alpha, .power].map(stated) + [("choice", .string(own.choice.rawValue))] + fields.map(stated)
    return .object(
      members + [
        ("toxicity_looks_patients", .array(own.looks.map { .integer($0) })),
        stated(.chance), ("regimen", string(own.regimen)), ("control", string(own.control)),
      ] + further.map(stated))
  }

  private static func assumption(_ own: Assumption) -> JSON {
    let interval = own.interval.map { interval -> JSON in
      .object([
        ("lower", number(interval.lower)), ("upper", number(interval.upper)), ("level_share", .number(interval.level)),
        ("method", .string(interval.method)),
      ])
    }
    return .object([
      ("key", .string(own.id)), ("quantity", .string(own.quantity)), ("unit", .string(own.unit.rawValue)),
      ("value", bounds(own.value)), ("interval", interval ?? .null),
      ("effective_patients", bounds(own.effectivePatients)),
      ("origin", origin(own.origin)), ("source", .string(own.source)), ("standing", standing(own.standing)),
      ("remark", .string(own.remark)),
    ])
  }

  private static func origin(_ origin: Assumption.Origin) -> JSON {
    switch origin {
    case .series: .object([("kind", "series")])
    case .comparator(let name): .object([("kind", "published arm"), ("arm", .string(name))])
    case .given: .object([("kind", "given")])
    case .convention: .object([("kind", "convention")])
    }
  }

  private static func standing(_ standing: Assumption.Standing) -> JSON {
    func kind(_ name: String, _ why: String? = nil, _ option: String? = nil) -> JSON {
      .object(
        [("kind", .string(name))] + (why.map { [("why", .string($0))] } ?? [])
          + (option.map { [("option", .string($0))] } ?? []))
    }
    switch standing {
    case .proposed: return kind("proposed")
    case .proposedBy(let what, let option): return kind("proposed by", what, option)
    case .given: return kind("given")
    case .convention: return kind("convention")
    case .notAlone(let why): return kind("proposes nothing alone", why)
    case .told(let why): return kind("told", why)
    case .notDetermined(let why, let option): return kind("not determined", why, option)
    }
  }

  private static func conflict(_ own: TrialPlan.Conflict) -> JSON {
    .object([
      ("comparison", .string(own.comparison)),
      (
        "seen_patients",
        own.seen.map { .object([("from", .integer($0.lowerBound)), ("to", .integer($0.upperBound))]) } ?? .null
      ),
      (
        "p",
        own.pValue.map { .object([("from", .number($0.lowerBound)), ("to", .number($0.upperBound))]) } ?? .null
      ), ("verdict", .string(own.verdict)), ("source", .string(own.source)),
    ])
  }

  /// The design with its numbers.
  static func design(_ own: PlannedDesign) -> JSON {
    func course(_ own: TwoStageDesign.Characteristics) -> JSON {
      .object([
        ("rejection_probability", .number(own.rejection)), ("stopping_probability", .number(own.stopping)),
        ("expected_patients", .number(own.expectedSize)),
      ])
    }
    let seen = own.seen.map { seen -> JSON in
      .object([
        ("seen_p0_share", .number(seen.null)), ("seen_p1_share", .number(seen.alternative)),
        ("level_share", .number(seen.alpha)), ("power_share", .number(seen.power)),
        ("stopping_probability_p0", .number(seen.stoppingNull)), ("level_is_kept", .bool(own.keepsLevel)),
      ])
    }
    let members: [(key: String, value: JSON)] = [
      ("kind", "one arm, two stages (Simon 1989)"), ("first_stage_patients", .integer(own.design.firstStage)),
      ("stops_with_at_most", .integer(own.design.stopAtMost)), ("patients", .integer(own.design.size)),
      ("success_with_more_than", .integer(own.design.critical)), ("searched_patients", .integer(own.searched)),
      ("at_p0", course(own.underNull)), ("at_p1", course(own.underAlternative)), ("by_scans", seen ?? .null),
      ("toxicity", toxicity(own.toxicity)), ("accrual_months", own.accrual.map { .number($0.value) } ?? .null),
    ]
    return .object(members + induction(own.induction))
  }

  /// A design of another kind with its numbers.
  static func design(_ own: FurtherDesign) -> JSON {
    var members: [(key: String, value: JSON)] = [("kind", .string(own.name))]
    members += own.numbers.map { ($0.fileKey, .number($0.value)) }
    members += [("level_is_kept_by_scans", own.readsScans ? .bool(own.keepsLevel) : .null)]
    return .object(members + [("toxicity", toxicity(own.toxicity))] + induction(own.induction))
  }

  private static func toxicity(_ own: PlannedDesign.Toxicity?) -> JSON {
    own.map { toxicity -> JSON in
      .object([
        ("looks_patients", .array(toxicity.looks.map { .integer($0) })),
        ("stops_with_more_than", .array(toxicity.stopAbove.map { .integer($0) })),
        ("stopping_probability_tolerable", .number(toxicity.stopAtTolerable)),
        ("stopping_probability_toxic", .number(toxicity.stopAtToxic)),
        ("stopping_probability_tolerable_strict", .number(toxicity.strictStopAtTolerable)),
      ])
    } ?? .null
  }

  private static func induction(_ own: PlannedDesign.Induction?) -> [(key: String, value: JSON)] {
    [
      ("induction_patients", own.map { .integer($0.patients) } ?? .null),
      ("induction_probability", own.map { .number($0.chance) } ?? .null),
      ("induction_patients_for_90_percent", own.map { .integer($0.forWanted) } ?? .null),
    ]
  }
}
