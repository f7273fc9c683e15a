// SPDX-License-Identifier: Apache-2.0

public import Course
public import Dosing
public import Exchange
public import Outcomes
public import Notation
import Plain
import Report
import Review

/// One patient in, one line of outcomes out: all that is derived of a patient, the findings on the record, and what cohorts need. A pure function of the patient and of the
/// head of the study, so that any number of them run side by side, in one process or in many.
public struct PatientDerivation: Sendable {
  /// What holds for all patients.
  public let head: StudyHead
  private let library: RegimenLibrary
  private let options: CohortOptions
  private let by: DerivedBy
  private let readers: LesionReaders
  private let decisions: [Substring: [FindingDecision]]

  /// A derivation for patients of a study.
  ///
  /// - Parameters:
  ///   - head: what holds for all of them.
  ///   - library: the regimens, drugs and rule sets that doses are measured by.
  ///   - options: what counts as an event, and whose responses count; nothing else of them matters here.
  public init(head: StudyHead, library: RegimenLibrary, options: CohortOptions = CohortOptions()) {
    self.head = head
    self.library = library
    self.options = options
    by = DerivedBy(head: head.digest, version: ReportInfo.version, options: options)
    readers = LesionReaders(patients: head.readers ?? [:])
    // `rule/patient/about`
    decisions = Dictionary(grouping: head.study.decisions) { decision in
      decision.finding.split(separator: "/", maxSplits: 2).dropFirst().first ?? ""
    }
  }

  /// What comes of a line.
  public struct Result: Sendable {
    /// The patient; nil where the line could not be read as far as that, and for a line that is none of a patient.
    public var patient: Patient.ID?
    /// Where the patient stands.
    public var line: Int
    /// The line of outcomes, without its end; empty where there is none.
    public var text: String
    /// Why the patient could not be read; empty where that was possible.
    public var problems: [Problem]
    /// What a person should look at.
    public var warnings: [Problem] = []
  }

  /// The line of outcomes of a patient.
  public func line(of patient: Patient, claims: [Claim], warnings: [Problem] = []) -> String {
    // A line has values and no explanations; a claim is judged by them.
    Trace.$isTold.withValue(!claims.isEmpty) { derived(patient, claims, warnings) }
  }

  private func derived(_ patient: Patient, _ claims: [Claim], _ warnings: [Problem]) -> String {
    var study = head.study
    study.claims = claims
    study.decisions = decisions[Substring(patient.id)] ?? []
    let outcomes = StudyOutcomes(of: patient, in: study, library: library, readers: readers)
    let review = StudyReview(outcomes)
    let own = outcomes.patients[0]
    let series = SeriesEntry(own, in: outcomes.study, options: options)
    let findings = (review.findings + review.decided).filter { $0.patient == patient.id }
    var fields: [(key: String, value: JSON)] = [("patient", .string(patient.id)), ("derived", by.json)]
    fields += ReportJSON.outcomeFields(own)
    fields.append(("findings", .array(findings.map(Self.finding))))
    if !warnings.isEmpty { fields.append(("warnings", .array(warnings.map(Self.problem)))) }
    fields.append(("series", SeriesLine.json(series)))
    return JSON.object(fields).text(.line)
  }

  /// What comes of a line of a patient; nil of one that is blank or holds the head again.
  package func result(of bytes: [UInt8], number: Int, in lines: PatientLines) -> Result? {
    switch lines.read(bytes, number: number) {
    case .blank: return nil
    case .head(let other):
      guard other.digest != head.digest else { return nil }
      return failed(
        [
          Problem(
            .error, at: SourceLocation(file: lines.file, line: number, column: 1),
            "the head of another study (\(other.digest))", expected: "patients of the study \(head.digest)")
        ], patient: nil, number)
    case .unreadable(let problems, let patient): return failed(problems, patient: patient, number)
    case .patient(let patient, let claims, let warnings):
      if let problem = openReader(patient, SourceLocation(file: lines.file, line: number, column: 1)) {
        return failed([problem], patient: patient.id, number)
      }
      return Result(
        patient: patient.id, line: number, text: line(of: patient, claims: claims, warnings: warnings), problems: [],
        warnings: warnings)
    }
  }

  /// Which of several readers counts follows from all patients: without their counts nobody knows.
  private func openReader(_ patient: Patient, _ place: SourceLocation) -> Problem? {
    guard head.readers == nil, options.judgement.reader == nil else { return nil }
    let own = Set(patient.lesions.map(\.reader))
    guard own.count > 1 else { return nil }
    let names = own.map { $0 ?? "a reader without a name" }.sorted().joined(separator: ", ")
    return Problem(
      .error, at: place, "lesions of several readers (\(names)) in patient \(patient.id)",
      expected: "`readers` in the head, which counts how many patients each has measured, or --reader")
  }

  /// A line that says why there are no outcomes.
  package func failed(_ problems: [Problem], patient: Patient.ID?, _ number: Int) -> Result {
    let errors = problems.filter { $0.severity == .error }
    let text = JSON.object(
      (patient.map { [("patient", .string($0))] } ?? [])
        + [("line", .integer(number)), ("unread", .array(errors.map(Self.problem)))]
    ).text(.line)
    return Result(patient: patient, line: number, text: text, problems: errors)
  }

  private static func problem(_ problem: Problem) -> JSON {
    .object(
      [("column", .integer(problem.location.column)), ("found", .string(problem.message))]
        + (problem.expected.map { [("expected", .string($0))] } ?? [])
        + (problem.suggestion.map { [("suggestion", .string($0))] } ?? []))
  }

  private static func finding(_ finding: Finding) -> JSON {
    .object(
      [
        ("id", .string(finding.id)), ("rule", .string(finding.rule)), ("severity", .string(finding.severity.rawValue)),
        ("summary", .string(finding.summary.english)),
      ] + (finding.decision.map { [("decision", .string($0.verdict.rawValue))] } ?? []))
  }
}
